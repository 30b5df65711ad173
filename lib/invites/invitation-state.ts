import 'server-only'
import type { InvitationRow } from '@/lib/db/schema/invites'
import type { MailRow } from '@/lib/db/schema/mail'
import type { KycSession } from '@/lib/db/schema/sessions'
import { type InvitationState, stateAt } from '@/lib/kyc/invitation-state'

/** The session that says how an invitation stands: one with a result, one whose result was taken back, else the newest. */
export const latestSession = `left join lateral (
  select id, handle, reference, status, owner_id, bound_return_at, finished_at from kyc_sessions
  where invitation_id = i.id
  order by status in ('succeeded', 'partial', 'none') desc, status = 'withdrawn' desc, created_at desc limit 1) s on true`

/** When the template of the invitation `i` ended: its links open nothing from then on, whatever their own time. */
export const templateEndedAt = '(select ended_at from templates where id = i.template_id) as template_ended_at'

type Facts = Pick<InvitationRow, 'revoked_at' | 'expires_at' | 'opened_at'> & {
  session_status: KycSession['status'] | null
  template_ended_at: Date | null
}

/** When nothing can be begun from an invitation any more: its time is over, or its template has ended before. */
export const linkEnd = ({ expires_at, template_ended_at }: Pick<Facts, 'expires_at' | 'template_ended_at'>): Date =>
  template_ended_at !== null && template_ended_at < expires_at ? template_ended_at : expires_at

export const stateOf = (facts: Facts, at: Date): InvitationState =>
  stateAt({
    revoked: facts.revoked_at !== null,
    opened: facts.opened_at !== null,
    ended: facts.template_ended_at !== null || facts.expires_at <= at,
    session: facts.session_status,
  })

/** Whether a letter may still go out: none after a No or a result, a reminder only before anything was begun (ux section 11). */
export const mayBeWrittenTo = (state: InvitationState, kind: MailRow['kind']): boolean =>
  state === 'invited' || state === 'opened' || (state === 'not_completed' && kind !== 'reminder')
