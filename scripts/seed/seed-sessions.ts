import type pg from 'pg'
import { loadHeavily } from './heavy-load.ts'
import { insertSessions } from './session-sql.ts'

export type SessionWish = {
  sessions: number
  days: number
  now: Date
  /** The key of the blind index over session_id, so that the search finds what was seeded. */
  indexKey: Buffer
  say: (line: string) => void
}

const dayMs = 86_400_000
const indiaAheadMs = 330 * 60_000

/** Midnights in India, oldest first, today's last. */
const midnights = (now: Date, days: number): Date[] => {
  const today = Math.floor((now.getTime() + indiaAheadMs) / dayMs) * dayMs - indiaAheadMs
  return Array.from({ length: days }, (_, ago) => new Date(today - (days - 1 - ago) * dayMs))
}

/** More from month to month, less at weekends; today has only begun, as far as the clock says. */
const weightOf = (midnight: Date, index: number, days: number): number => {
  const weekday = new Date(midnight.getTime() + indiaAheadMs).getUTCDay()
  return (1 + index / days) * (weekday === 0 ? 0.55 : weekday === 6 ? 0.8 : 1)
}

/** HMAC-SHA-256 as PostgreSQL can do it, without the key itself ever standing in a statement's text. */
const padded = (key: Buffer, pad: number): Buffer =>
  Buffer.concat([key, Buffer.alloc(64 - key.length)]).map((byte) => byte ^ pad) as Buffer

/** A few that are open right now, so that the lists of what waits are not empty. */
const nowShare = 0.004
const fewestNow = 24

/**
 * Made-up sessions with plausible states, times and documents, oldest first, as a product that grows would have
 * collected them. @returns how many there are
 */
export const seedSessions = async (client: pg.ClientBase, wish: SessionWish): Promise<number> => {
  const { sessions, days, now, say } = wish
  const keys = [padded(wish.indexKey, 0x36), padded(wish.indexKey, 0x5c)]
  const lastHour = Math.min(sessions, Math.max(fewestNow, Math.round(Math.min(sessions * nowShare, 2_000))))
  const starts = midnights(now, days)
  const weights = starts.map((midnight, index) => weightOf(midnight, index, days))
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  let made = 0
  const add = async (from: Date, count: number, evenly: boolean): Promise<void> => {
    const done = await client.query(insertSessions, [from, count, now, ...keys, evenly])
    made += done.rowCount ?? 0
  }
  const fill = async (): Promise<void> => {
    // Empty it is; emptied in this transaction, a server with wal_level minimal writes no log of what follows.
    await client.query('truncate kyc_sessions cascade')
    await client.query('select setseed(0.42)')
    for (const [index, midnight] of starts.entries()) {
      await add(midnight, Math.round(((sessions - lastHour) * (weights[index] ?? 0)) / whole), false)
      if (index % 30 === 29) say(`  ${made.toLocaleString('en')} sessions`)
    }
    // Today is cut off at this moment; what it lost of the wished number happened within the last hour.
    await add(new Date(now.getTime() - 3_600_000), lastHour, true)
  }
  await client.query(`set local work_mem = '256MB'`)
  if (sessions < 100_000) await fill()
  else await loadHeavily(client, 'kyc_sessions', fill, say)
  if (sessions >= 100_000) await client.query('select session_counts_rebuild()')
  return made
}
