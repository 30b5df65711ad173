import { StatusTag } from '@/components/ui/status-tag'
import { SummaryList } from '@/components/ui/summary-list'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatDateTime, formatNumber, formatShare } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'
import { durationText } from './duration'
import { providerState } from './provider-state'

type Provider = {
  measuredAt: Date
  silentSince: Date | null
  resting: boolean
  budget: { used: number; limit: number }
  calls: { total: number; failed: number }
  answeredAt: Date | null
  token: { obtainedAt: Date; expiresAt: Date } | null
}
type ProviderPanelProps = { provider: Provider; t: Translate; locale: Locale }

const State = ({ provider, t }: { provider: Provider; t: Translate }) => {
  const { tone, text } = providerState(provider, t)
  return <StatusTag tone={tone}>{text}</StatusTag>
}

const Token = ({ provider: { token, measuredAt }, t, locale }: ProviderPanelProps) => {
  if (token === null) return t('admin.overview.provider.noToken')
  const time = formatDateTime(token.expiresAt, locale)
  if (token.expiresAt <= measuredAt) return t('admin.overview.provider.tokenEnded', { time })
  const age = durationText((measuredAt.getTime() - token.obtainedAt.getTime()) / 1000, t)
  return t('admin.overview.provider.tokenAge', { age, time })
}

/** How DigiLocker is, as our own calls met it. */
export const ProviderPanel = ({ provider, t, locale }: ProviderPanelProps) => {
  const { budget, calls } = provider
  const count = (value: number): string => formatNumber(value, locale)
  return (
    <SummaryList
      items={[
        { term: t('admin.overview.provider.state'), value: <State provider={provider} t={t} /> },
        {
          term: t('admin.overview.provider.budget'),
          value: t('admin.overview.provider.budgetOf', {
            left: count(Math.max(0, budget.limit - budget.used)),
            limit: count(budget.limit),
          }),
        },
        {
          term: t('admin.overview.provider.errors'),
          value:
            calls.total === 0
              ? t('admin.overview.provider.noCalls')
              : t('admin.overview.provider.errorsOf', {
                  failed: count(calls.failed),
                  total: count(calls.total),
                  share: formatShare(calls.failed, calls.total, locale) ?? '',
                }),
        },
        { term: t('admin.overview.provider.token'), value: <Token provider={provider} t={t} locale={locale} /> },
      ]}
    />
  )
}
