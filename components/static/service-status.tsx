import { StatusTag, type Tone } from '@/components/ui/status-tag'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatDateTime } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'

type Status = { measuredAt: Date; provider: 'answering' | 'silent' | 'quiet'; at: Date | null }
type ServiceStatusProps = { status: Status; stale: boolean; t: Translate; locale: Locale }

const tones: Record<Status['provider'], Tone> = { answering: 'good', silent: 'bad', quiet: 'plain' }

/** What anyone may know of how things stand. */
export const ServiceStatus = ({ status, stale, t, locale }: ServiceStatusProps) => {
  const time = status.at ? formatDateTime(status.at, locale) : ''
  const parts = [
    {
      key: 'pages',
      tone: 'good' as const,
      state: t('static.status.answering'),
      text: t('static.status.pagesText'),
    },
    {
      key: 'provider',
      tone: tones[status.provider],
      state: t(`static.status.${status.provider}`),
      text: t(stale ? 'static.status.staleText' : `static.status.${status.provider}Text`, { time }),
    },
  ] as const
  return (
    <>
      <h1 className="text-h1 font-bold">{t('static.status.heading')}</h1>
      <ul className="flex flex-col gap-4">
        {parts.map(({ key, tone, state, text }) => (
          <li key={key} className="flex flex-col gap-2 rounded-card border border-line p-4">
            <div className="flex flex-wrap items-center justify-between gap-2">
              <h2 className="text-h3 font-bold">{t(`static.status.${key}`)}</h2>
              <StatusTag tone={tone}>{state}</StatusTag>
            </div>
            <p className="text-read">{text}</p>
          </li>
        ))}
      </ul>
      <p className="text-ink-soft">
        {t('static.status.measured', { time: formatDateTime(status.measuredAt, locale) })}
      </p>
    </>
  )
}
