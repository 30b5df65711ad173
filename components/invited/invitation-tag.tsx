import { StatusTag, type Tone } from '@/components/ui/status-tag'
import type { Translate } from '@/lib/i18n/dictionary'
import type { InvitationState } from '@/lib/kyc/invitation-state'

const tones: Record<InvitationState, Tone> = {
  invited: 'info',
  opened: 'info',
  under_way: 'info',
  not_completed: 'warn',
  refused: 'plain',
  finished: 'good',
  withdrawn: 'plain',
  ended: 'plain',
  revoked: 'plain',
}

export const InvitationTag = ({ state, t }: { state: InvitationState; t: Translate }) => (
  <StatusTag tone={tones[state]}>{t(`admin.invite.state.${state}`)}</StatusTag>
)
