import { StatusTag, type Tone } from '@/components/ui/status-tag'
import type { Translate } from '@/lib/i18n/dictionary'
import type { StaffState } from '@/lib/kyc/staff-state'

const tones: Record<StaffState, Tone> = {
  starting: 'info',
  away: 'info',
  stuck: 'warn',
  checking: 'info',
  held: 'warn',
  succeeded: 'good',
  partial: 'warn',
  none: 'plain',
  failed: 'plain',
  expired: 'plain',
  declined: 'plain',
  cancelled: 'plain',
  withdrawn: 'plain',
  start_failed: 'bad',
  init_unknown: 'bad',
  lost: 'bad',
}

export const StateTag = ({ state, t }: { state: StaffState; t: Translate }) => (
  <StatusTag tone={tones[state]}>{t(`admin.state.${state}`)}</StatusTag>
)
