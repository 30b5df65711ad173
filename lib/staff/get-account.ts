import 'server-only'
import type { AdminActor } from '@/lib/audit/actor'
import { idleMs } from '@/lib/auth/require-admin'
import { signInLifeSeconds } from '@/lib/auth/session-cookie'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { open } from '@/lib/security/encrypt'
import { type Factors, factorsOf } from './factors-of'

export type OwnPasskey = { id: string; name: string; synced: boolean; addedAt: Date; usedAt: Date | null }

export type OwnSignIn = {
  sid: string
  /** `desktop-chrome` and the like: lib/security/browser-class.ts. */
  browserClass: string
  /** The part of the address that names a network; nothing is looked up from it. */
  network: string | null
  beganAt: Date
  seenAt: Date
  current: boolean
}

/** What a colleague sees of their own account. */
export type Account = {
  email: string
  hasPassword: boolean
  factors: Factors
  passkeys: OwnPasskey[]
  signIns: OwnSignIn[]
}

type SignInRow = {
  sid: string
  browser_class: string
  data_key: string | null
  network_enc: string | null
  created_at: Date
  last_seen_at: Date
}

const toSignIn = (row: SignInRow, current: string): OwnSignIn => ({
  sid: row.sid,
  browserClass: row.browser_class,
  network:
    row.data_key && row.network_enc
      ? open({ table: 'staff_sign_ins', rowId: row.sid, dataKey: row.data_key }, 'network', row.network_enc)
      : null,
  beganAt: row.created_at,
  seenAt: row.last_seen_at,
  current: row.sid === current,
})

export const getAccount = async (actor: AdminActor): Promise<Account> => {
  const at = now().getTime()
  const [emails, passkeys, signIns, factors] = await Promise.all([
    pool().query<{ email: string; has: boolean }>(
      'select email, password_hash is not null as has from staff where id = $1',
      [actor.staffId],
    ),
    pool().query<OwnPasskey>(
      `select credential_id as id, name, synced, created_at as "addedAt", last_used_at as "usedAt"
       from staff_passkeys where staff_id = $1 order by created_at`,
      [actor.staffId],
    ),
    pool().query<SignInRow>(
      `select sid, browser_class, data_key, network_enc, created_at, last_seen_at from staff_sign_ins
       where staff_id = $1 and ended_at is null and passed_at is not null and last_seen_at > $2 and created_at > $3
       order by last_seen_at desc limit 50`,
      [actor.staffId, new Date(at - idleMs), new Date(at - signInLifeSeconds * 1000)],
    ),
    factorsOf(actor.staffId),
  ])
  return {
    email: emails.rows[0]?.email ?? '',
    hasPassword: emails.rows[0]?.has === true,
    factors,
    passkeys: passkeys.rows,
    signIns: signIns.rows.map((row) => toSignIn(row, actor.sid)),
  }
}
