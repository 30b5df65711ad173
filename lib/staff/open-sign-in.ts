import 'server-only'
import { idleMs } from '@/lib/auth/require-admin'
import { type SessionToken, signInLifeSeconds } from '@/lib/auth/session-cookie'
import { now } from '@/lib/clock'
import { type SignInFactor, staffSignIns } from '@/lib/db/schema/staff'
import type { Tx } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import { newRecordKey, seal } from '@/lib/security/encrypt'

/** Where a sign-in comes from, for the list its owner sees. */
export type SignInPlace = { readonly prefix: string; readonly browserClass: string }

type Opening = {
  readonly staffId: string
  readonly version: number
  readonly factor: SignInFactor
  /** Whether this is all that was due; if not, the second step follows. */
  readonly passed: boolean
  /** A sign-in this browser already has; it ends when the new one begins. */
  readonly replaces: string | null
  readonly place: SignInPlace
  /** When the sign-in it goes on from began: the absolute end does not move. */
  readonly since?: Date
  /** When they proved who they are, where that was earlier; null where nobody says, which is fresh for nothing. */
  readonly provenAt?: Date | null
}

/** Writes a new sign-in with an id of its own, whatever the browser had before. */
export const openSignIn = async (tx: Tx, opening: Opening): Promise<SessionToken> => {
  const { staffId, version, factor, passed, replaces, place, since, provenAt = now() } = opening
  const at = now()
  const sid = newId('sid')
  if (replaces)
    await tx.client.query('update staff_sign_ins set ended_at = $2 where sid = $1 and ended_at is null', [replaces, at])
  const dataKey = newRecordKey({ table: 'staff_sign_ins', rowId: sid })
  await tx.db.insert(staffSignIns).values({
    sid,
    staff_id: staffId,
    session_version: version,
    created_at: since ?? at,
    last_seen_at: at,
    factor,
    passed_at: passed ? at : null,
    fresh_at: passed ? (provenAt ?? new Date(0)) : null,
    browser_class: place.browserClass,
    data_key: dataKey,
    network_enc: seal({ table: 'staff_sign_ins', rowId: sid, dataKey }, 'network', place.prefix),
  })
  return { staffId, sid, version }
}

/**
 * Ends every other sign-in of a colleague: what they prove themselves with has changed.
 * @returns how many of them still opened anything; one that idled away had ended before
 */
export const endOtherSignIns = async (tx: Tx, staffId: string, keep: string): Promise<number> => {
  const at = now()
  const { rows } = await tx.client.query<{ good: boolean }>(
    `update staff_sign_ins set ended_at = $3 where staff_id = $1 and sid <> $2 and ended_at is null
     returning passed_at is not null and last_seen_at > $4 and created_at > $5 as good`,
    [staffId, keep, at, new Date(at.getTime() - idleMs), new Date(at.getTime() - signInLifeSeconds * 1000)],
  )
  return rows.filter(({ good }) => good).length
}
