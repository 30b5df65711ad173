import { randomBytes } from 'node:crypto'
import { encode } from 'next-auth/jwt'
import type { Stack } from '../stack.ts'

/** Somebody who is signed in and may export, both steps done, without a browser. @returns their cookie */
export const signedIn = async (world: Pick<Stack, 'db' | 'env'>): Promise<string> => {
  const [staffId, sid] = ['stf_bench', `sid_${randomBytes(8).toString('hex')}`]
  await world.db.query(
    `insert into staff (id, email, name, role, password_hash, created_at)
     values ($1, 'bench@bank.example', 'Bench', 'admin', 'none', now())`,
    [staffId],
  )
  await world.db.query(
    `insert into staff_sign_ins (sid, staff_id, session_version, created_at, last_seen_at, passed_at, fresh_at)
     values ($1, $2, 1, now(), now(), now(), now())`,
    [sid, staffId],
  )
  const secret = world.env.NEXTAUTH_SECRET ?? ''
  return `next-auth.session-token=${await encode({ token: { sub: staffId, sid, version: 1 }, secret })}`
}
