import 'server-only'
import { z } from 'zod'
import { type AuditAction, auditActions } from '@/lib/audit/events'
import { pool } from '@/lib/db/client'
import { type SessionStatus, sessionStatuses } from '@/lib/kyc/session-status'

export const timelineActors = ['person', 'admin', 'system', 'provider'] as const
/** Who made something happen. What DigiLocker said is DigiLocker's, whoever asked. */
export type TimelineActor = (typeof timelineActors)[number]

/** One line of what happened, by whom, in words the page can look up. */
export type TimelineEntry = {
  seq: number
  at: Date
  actor: TimelineActor
  /** The colleague who did it, or who asked the provider; null for everyone else. */
  name: string | null
  action: AuditAction
  to: SessionStatus | null
}

type Row = { seq: string; at: Date; actor_kind: string; action: string; body: string; name: string | null }

const bodySchema = z.object({
  detail: z.object({ from: z.enum(sessionStatuses), to: z.enum(sessionStatuses) }).partial(),
})

const isAction = (word: string): word is AuditAction => auditActions.some((action) => action === word)
const isActor = (word: string): word is TimelineActor => timelineActors.some((actor) => actor === word)

type Move = { from?: SessionStatus | undefined; to?: SessionStatus | undefined }

const moveOf = (body: string): Move => {
  const parsed = bodySchema.safeParse(JSON.parse(body))
  return parsed.success ? parsed.data.detail : {}
}

/** Moves away from the provider that only its answer can cause; a session that ended by the clock or a person is not one. */
const answers: readonly SessionStatus[] = ['succeeded', 'partial', 'none', 'failed', 'lost']

const isAnswer = (action: AuditAction, { from, to }: Move): boolean => {
  if (action === 'status.contradicted' || action === 'status.word_unknown') return true
  return action === 'status.changed' && from === 'at_provider' && to !== undefined && answers.includes(to)
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
  return rows.flatMap(({ seq, at, actor_kind, action, body, name }) => {
    if (!isAction(action) || !isActor(actor_kind)) return []
    const moved = moveOf(body)
    const actor = isAnswer(action, moved) ? 'provider' : actor_kind
    return [{ seq: Number(seq), at, actor, name, action, to: moved.to ?? null }]
  })
}

/** When the last line of each time line was written: a move like that into "held" has no time of its own on the row. */
export const lastEventsOf = async (ids: readonly string[]): Promise<ReadonlyMap<string, Date>> => {
  if (ids.length === 0) return new Map()
  const { rows } = await pool().query<{ id: string; at: Date }>({
    name: 'last_events',
    text: `select asked.id, e.at from unnest($1::text[]) as asked(id) cross join lateral
             (select at from audit_events where object_id = asked.id order by seq desc limit 1) e`,
    values: [ids],
  })
  return new Map(rows.map(({ id, at }) => [id, at]))
}
