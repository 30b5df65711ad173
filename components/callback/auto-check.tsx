import type { Route } from 'next'
import { ButtonLink } from '@/components/ui/button'
import type { Translate } from '@/lib/i18n/dictionary'

type Props = {
  path: Route
  /** Seconds until a page without scripts reloads; null once it stays as it is. */
  seconds: number | null
  off: boolean
  /** True where looking again is the one thing to do. */
  first: boolean
  t: Translate
}

/** "Check again" is a real link whatever happens to scripts; looking by itself can be stopped (WCAG 2.2.1, 2.2.2). */
export const AutoCheck = ({ path, seconds, off, first, t }: Props) => (
  <div className="flex flex-col items-start gap-3">
    <ButtonLink href={off ? `${path}?auto=off` : path} kind={first ? 'primary' : 'secondary'}>
      {t('callback.wait.check')}
    </ButtonLink>
    {off ? (
      <p className="text-body text-ink-soft">
        {t('callback.wait.autoOff')} <a href={path}>{t('callback.wait.resume')}</a>
      </p>
    ) : null}
    {!off && seconds !== null ? (
      <p className="text-body text-ink-soft">
        {t('callback.wait.auto')} <a href={`${path}?auto=off`}>{t('callback.wait.stop')}</a>
      </p>
    ) : null}
    {/* Inside noscript React leaves the refresh in the body; outside it would hoist it for everyone. */}
    {off ? null : (
      <noscript>
        {seconds === null ? (
          <p className="text-body text-ink-soft">{t('callback.wait.stopped')}</p>
        ) : (
          <meta httpEquiv="refresh" content={String(seconds)} />
        )}
      </noscript>
    )}
  </div>
)
