import { ButtonLink } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import type { Translate } from '@/lib/i18n/dictionary'
import { noticePath, startPath } from '@/lib/paths'
import { Section } from './section'

/** What there is to do before there is anything to count. */
export const FirstDay = ({ connected, t }: { connected: boolean; t: Translate }) => {
  const steps = [
    { key: 'organisation', done: true, href: null },
    { key: 'connection', done: connected, href: null },
    { key: 'notice', done: false, href: noticePath() },
    { key: 'try', done: false, href: startPath() },
  ] as const
  return (
    <Section id="first-day" heading={t('admin.overview.firstDay.heading')}>
      <p className="text-ink-soft">{t('admin.overview.firstDay.lead')}</p>
      <ol className="flex flex-col rounded-card border border-line">
        {steps.map(({ key, done, href }) => (
          <li key={key} className="flex items-center gap-3 border-b border-line p-4 last:border-b-0">
            <span className={done ? 'text-good' : 'text-ink-soft'}>
              <Icon name={done ? 'done' : 'stop'} />
            </span>
            <span className="min-w-0 flex-1">
              {href === null ? (
                t(`admin.overview.firstDay.${key}`)
              ) : (
                <a href={href}>{t(`admin.overview.firstDay.${key}`)}</a>
              )}
            </span>
            <span className="text-small text-ink-soft">{t(`admin.overview.firstDay.${done ? 'done' : 'todo'}`)}</span>
          </li>
        ))}
      </ol>
      <div>
        <ButtonLink href={startPath()}>{t('admin.sessions.openStart')}</ButtonLink>
      </div>
    </Section>
  )
}
