import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import { pool } from '@/lib/db/client'
import type { SessionFilter } from '@/lib/kyc/session-filter'
import type { Cursor } from './list-cursor'
import { sessionsStatement } from './session-statement'

/** The sessions beside one in a list, by the list's own order; null at its ends. */
export type Neighbours = { newer: string | null; older: string | null }

/**
 * Next and previous under a filter. The session itself need not match it any more: a held one that was just released still
 * has its place between two held ones.
 */
export const sessionNeighbours = async (
  _actor: Permitted<'sessions.read'>,
  filter: SessionFilter,
  from: Cursor,
): Promise<Neighbours> => {
  const beside = async (direction: 'newer' | 'older'): Promise<string | null> => {
    const statement = sessionsStatement(filter, { columns: 'id, created_at', direction, from, limit: 1 })
    return (await pool().query<{ id: string }>(statement)).rows[0]?.id ?? null
  }
  const [newer, older] = await Promise.all([beside('newer'), beside('older')])
  return { newer, older }
}
