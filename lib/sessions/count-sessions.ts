import 'server-only'
import type { AdminActor } from '@/lib/audit/actor'
import { pool } from '@/lib/db/client'
import type { SessionFilter } from '@/lib/kyc/session-filter'
import { countStatement } from './session-statement'

/** A number people still use as a number; beyond it "10,000+" says as much, and costs the same with any table. */
export const countedExactly = 10_000

/** How many sessions a filter shows: exact up to 10,000, `more` beyond. */
export const countSessions = async (
  _actor: AdminActor,
  filter: SessionFilter,
): Promise<{ count: number; more: boolean }> => {
  const { rows } = await pool().query<{ count: number }>(countStatement(filter, countedExactly + 1))
  const count = rows[0]?.count ?? 0
  return { count: Math.min(count, countedExactly), more: count > countedExactly }
}
