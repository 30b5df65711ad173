import { ShareBar } from '@/components/ui/share-bar'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatNumber, formatShare } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'

type Props = { figures: { invited: number; opened: number }; t: Translate; locale: Locale }

/** Where the funnel begins: who was invited, and who pressed Continue. Sessions of the public page begin below it. */
export const InvitedFunnel = ({ figures, t, locale }: Props) => {
  const { invited, opened } = figures
  return (
    <div className="flex flex-col gap-4">
      <ol className="flex flex-col gap-4">
        {(['invited', 'opened'] as const).map((step) => (
          <li key={step} className="flex flex-col gap-1">
            <p className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span className="font-semibold">{t(`admin.overview.steps.${step}`)}</span>
              <span className="tabular-nums">
                <span className="font-bold">{formatNumber(figures[step], locale)}</span>
                {step === 'opened' && (
                  <span className="text-small text-ink-soft">
                    {' '}
                    ·{' '}
                    {t('admin.overview.ofInvited', {
                      share: formatShare(opened, invited, locale) ?? t('admin.overview.noShare'),
                    })}
                  </span>
                )}
              </span>
            </p>
            <ShareBar
              id={`funnel-${step}`}
              whole={invited}
              parts={[{ key: step, value: figures[step], look: 'solid-accent' }]}
            />
          </li>
        ))}
      </ol>
      <p className="text-small text-ink-soft">{t('admin.overview.invitedNote')}</p>
    </div>
  )
}
