import { ButtonLink } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatDateTime } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'
import type { Standing } from '@/lib/kyc/standing'
import { callbackPath } from '@/lib/paths'

type LastNoticeProps = { t: Translate; locale: Locale; last: { handle: string; standing: Standing; at: Date } }

/** The way from the start page back to what this browser began last: loud while something is open, one quiet line when it is over. */
export const LastNotice = ({ t, locale, last: { handle, standing, at } }: LastNoticeProps) => {
  const words = t(`start.last.${standing}`, { date: formatDateTime(at, locale) })
  if (standing !== 'checking' && standing !== 'held')
    return (
      <p className="text-body text-ink-soft">
        {words}{' '}
        <a href={callbackPath(handle)} className="inline-block py-3">
          {t('start.last.see')}
        </a>
      </p>
    )
  return (
    <Notice kind={standing === 'held' ? 'warn' : 'info'} title={words}>
      <p>{t(`start.last.${standing}Body`)}</p>
      <div>
        <ButtonLink kind="secondary" href={callbackPath(handle)}>
          {t(`start.last.${standing}See`)}
        </ButtonLink>
      </div>
    </Notice>
  )
}
