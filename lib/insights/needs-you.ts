import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import { pool } from '@/lib/db/client'
import { filterOf, type SessionFilter } from '@/lib/kyc/session-filter'
import { countSessions } from '@/lib/sessions/count-sessions'
import { sessionsStatement } from '@/lib/sessions/session-statement'

/** Each kind of waiting as a filter of the list, so that the link beside a figure shows just these. */
export const waitingFilters = {
  held: { status: 'held' },
  stuck: { status: 'stuck' },
  ending: { ends: 'today' },
} as const satisfies Record<string, Partial<SessionFilter>>
export type WaitingKind = keyof typeof waitingFilters

export type Waiting = {
  readonly count: number
  /** There are more than were counted. */
  readonly more: boolean
  readonly first: { readonly id: string; readonly reference: string; readonly at: Date } | null
}
export type NeedsYou = Readonly<Record<WaitingKind, Waiting>>

type Row = { id: string; reference: string; created_at: Date }

const oldest = async (filter: SessionFilter): Promise<Waiting['first']> => {
  const statement = sessionsStatement(filter, {
    columns: 'id, reference, created_at',
    direction: 'newer',
    from: null,
    limit: 1,
  })
  const row = (await pool().query<Row>(statement)).rows[0]
  return row ? { id: row.id, reference: row.reference, at: row.created_at } : null
}

const waiting = async (actor: Permitted<'sessions.read'>, kind: WaitingKind): Promise<Waiting> => {
  const filter = filterOf(waitingFilters[kind])
  const [counted, first] = await Promise.all([countSessions(actor, filter), oldest(filter)])
  return { ...counted, first }
}

/** What a colleague should look at, and since when the first of each kind waits. */
export const needsYou = async (actor: Permitted<'sessions.read'>): Promise<NeedsYou> => {
  const [held, stuck, ending] = await Promise.all([
    waiting(actor, 'held'),
    waiting(actor, 'stuck'),
    waiting(actor, 'ending'),
  ])
  return { held, stuck, ending }
}
