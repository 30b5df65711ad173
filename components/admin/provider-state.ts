import type { Tone } from '@/components/ui/status-tag'
import type { Translate } from '@/lib/i18n/dictionary'

type Provider = { silentSince: Date | null; resting: boolean; answeredAt: Date | null }

/** How DigiLocker is, in one word with its colour; the same word on every page of the console. */
export const providerState = (provider: Provider, t: Translate): { tone: Tone; text: string } => {
  if (provider.resting) return { tone: 'bad', text: t('admin.overview.provider.resting') }
  if (provider.silentSince) return { tone: 'bad', text: t('admin.overview.provider.silent') }
  if (!provider.answeredAt) return { tone: 'plain', text: t('admin.overview.provider.quiet') }
  return { tone: 'good', text: t('admin.overview.provider.answering') }
}
