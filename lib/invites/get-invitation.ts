import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import type { InvitationRow } from '@/lib/db/schema/invites'
import type { MailRow } from '@/lib/db/schema/mail'
import type { KycSession } from '@/lib/db/schema/sessions'
import { env } from '@/lib/env'
import { type Locale, localeOf } from '@/lib/i18n/locales'
import { type InvitationState, isAwaited, isOver } from '@/lib/kyc/invitation-state'
import { type MailProblem, mailProblemOf } from '@/lib/kyc/mail-problem'
import { type AdminSessionRow, type ListRow, listColumns, toAdminSessionRows } from '@/lib/sessions/admin-session-row'
import { latestSession, linkEnd, mayBeWrittenTo, stateOf } from './invitation-state'
import { replacedLinks } from './links'
import { mostMessages } from './remind-plan'
import { masked, openInvitee } from './seal-invitee'

export type InvitationMail = Pick<MailRow, 'id' | 'kind' | 'state' | 'tries' | 'code' | 'created_at' | 'settled_at'>

/** One invitation as the console shows it: masked first. */
export type InvitationView = {
  id: string
  reference: string
  state: InvitationState
  template: string
  /** Its links open nothing then, and no letter goes out. */
  templateEnded: boolean
  locale: Locale
  name: string | null
  email: string | null
  phone: string | null
  /** Whether anything of the person is kept, and so masked here. */
  isMasked: boolean
  createdAt: Date
  createdBy: string
  /** What a form for a new link has seen of them: how many were replaced by another. */
  replacedLinks: number
  /** The file it was made from; null for one that was made alone. */
  file: { id: string; chosenAt: Date } | null
  /** When its links stop opening anything: their time, or an earlier end of the template. */
  expiresAt: Date
  openedAt: Date | null
  revokedAt: Date | null
  nextReminderAt: Date | null
  sessions: AdminSessionRow[]
  mail: InvitationMail[]
  /** Why the newest e-mail did not arrive, while the person is still waited for. */
  undelivered: { problem: MailProblem; code: string | null } | null
  /** Other invitations to the same address or number, newest first. */
  others: { id: string; reference: string }[]
  can: { renew: boolean; resend: boolean; revoke: boolean }
}

type Row = InvitationRow & {
  session_status: KycSession['status'] | null
  template: string
  template_ended_at: Date | null
  created_by: string
  replaced_links: number
  file_chosen_at: Date | null
}

export const getInvitation = async (
  _actor: Permitted<'invitations.manage'>,
  id: string,
): Promise<InvitationView | null> => {
  const { rows } = await pool().query<Row>(
    `select i.*, s.status as session_status, t.name as template, t.ended_at as template_ended_at,
       f.name as created_by, p.created_at as file_chosen_at,
       ${replacedLinks} as replaced_links
     from invitations i join templates t on t.id = i.template_id join staff f on f.id = i.staff_id
     left join invite_imports p on p.id = i.import_id ${latestSession}
     where i.id = $1`,
    [id],
  )
  const row = rows[0]
  if (!row) return null
  const [sessions, mail, others] = await Promise.all([
    pool().query<ListRow>(
      `select ${listColumns} from kyc_sessions where invitation_id = $1 order by created_at desc limit 50`,
      [id],
    ),
    pool().query<InvitationMail>(
      `select id, kind, state, tries, code, created_at, settled_at from mail_messages where invitation_id = $1
       order by created_at desc limit 50`,
      [id],
    ),
    pool().query<{ id: string; reference: string }>(
      `select id, reference from invitations where id <> $1 and (email_index = $2 or phone_index = $3)
       order by created_at desc limit 10`,
      [id, row.email_index, row.phone_index],
    ),
  ])
  const state = stateOf(row, now())
  const over = isOver(state)
  const templateEnded = row.template_ended_at !== null
  const { name, email, phone } = openInvitee(row)
  const [newest] = mail.rows
  const problem = newest && isAwaited(state) ? mailProblemOf(newest.state, newest.code) : null
  return {
    id: row.id,
    reference: row.reference,
    state,
    template: row.template,
    templateEnded,
    locale: localeOf(row.locale),
    name: name && masked(name),
    email: email && masked(email),
    phone: phone && masked(phone),
    isMasked: [name, email, phone].some((value) => value !== null),
    createdAt: row.created_at,
    createdBy: row.created_by,
    replacedLinks: row.replaced_links,
    file:
      row.import_id !== null && row.file_chosen_at !== null
        ? { id: row.import_id, chosenAt: row.file_chosen_at }
        : null,
    expiresAt: linkEnd(row),
    openedAt: row.opened_at,
    revokedAt: row.revoked_at,
    nextReminderAt: mayBeWrittenTo(state, 'reminder') ? row.next_reminder_at : null,
    sessions: await toAdminSessionRows(sessions.rows),
    mail: mail.rows,
    undelivered: problem && { problem, code: newest?.code ?? null },
    others: others.rows,
    can: {
      renew: !over && !templateEnded,
      revoke: !over,
      resend:
        email !== null && env().mail !== null && mayBeWrittenTo(state, 'invitation') && row.messages < mostMessages,
    },
  }
}
