import 'server-only'
import { z } from 'zod'
import { type AuditAction, auditActions } from '@/lib/audit/events'
import { pool } from '@/lib/db/client'
import { type SessionStatus, sessionStatuses } from '@/lib/kyc/session-status'

export type TimelineActor = 'person' | 'admin' | 'system' | 'setup'

/** One line of what happened, by whom, in words the page can look up. */
export type TimelineEntry = {
  seq: number
  at: Date
  actor: TimelineActor
  /** The colleague's name; null for everyone else. */
  name: string | null
  action: AuditAction
  to: SessionStatus | null
}

type Row = { seq: string; at: Date; actor_kind: string; action: string; body: string; name: string | null }

const bodySchema = z.object({ detail: z.object({ to: z.enum(sessionStatuses) }).partial() })

const isAction = (word: string): word is AuditAction => auditActions.some((action) => action === word)
const isActor = (word: string): word is TimelineActor => ['person', 'admin', 'system', 'setup'].includes(word)

const movedTo = (body: string): SessionStatus | null => {
  const parsed = bodySchema.safeParse(JSON.parse(body))
  return parsed.success ? (parsed.data.detail.to ?? null) : null
}

// A session has a dozen events; the bound only keeps a page whole should one ever be hammered.
const most = 200

/** The audit trail of one session, oldest first. */
export const listTimeline = async (id: string): Promise<TimelineEntry[]> => {
  const { rows } = await pool().query<Row>({
    name: 'session_timeline',
    text: `select e.seq, e.at, e.actor_kind, e.action, e.body, s.name
           from audit_events e left join staff s on e.actor_kind = 'admin' and s.id = e.actor_id
           where e.object_id = $1 order by e.seq limit $2`,
    values: [id, most],
  })
  return rows.flatMap(({ seq, at, actor_kind, action, body, name }) =>
    isAction(action) && isActor(actor_kind)
      ? [{ seq: Number(seq), at, actor: actor_kind, name, action, to: movedTo(body) }]
      : [],
  )
}
