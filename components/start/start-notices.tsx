import { Notice } from '@/components/ui/notice'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatDateTime, formatTime } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'

type StartNoticesProps = {
  t: Translate
  locale: Locale
  alternativeWay: string
  silentSince: Date | null
  triesLeft: number | null
  blockedUntil: Date | null
  /** The address to open elsewhere, when this page stands inside another app. */
  inAppAddress: string | null
}

/** What is known before the person begins, each only while it is true. */
export const StartNotices = ({ t, locale, alternativeWay, ...facts }: StartNoticesProps) => (
  <>
    {facts.blockedUntil && (
      <Notice kind="warn" title={t('start.blocked', { until: formatDateTime(facts.blockedUntil, locale) })}>
        <p>{t('start.otherWay', { way: alternativeWay })}</p>
      </Notice>
    )}
    {facts.silentSince && (
      <Notice kind="warn">
        <p>{t('start.silent', { time: formatTime(facts.silentSince) })}</p>
      </Notice>
    )}
    {!facts.blockedUntil && facts.triesLeft !== null && (
      <Notice kind="info">
        <p>{t('start.triesLeft', { count: facts.triesLeft })}</p>
      </Notice>
    )}
    {facts.inAppAddress && (
      <Notice kind="info">
        <p>
          {t('start.inApp')}{' '}
          <bdi dir="ltr" className="font-semibold select-all wrap-anywhere">
            {facts.inAppAddress}
          </bdi>
        </p>
      </Notice>
    )}
  </>
)
