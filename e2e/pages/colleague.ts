import { randomBytes } from 'node:crypto'
import { encode } from 'next-auth/jwt'
import type { Stack } from '../../scripts/stack.ts'

export type Colleague = { staffId: string; cookie: string }

/**
 * A colleague with a sign-in of this moment, made in the database, for what is about the rooms and not about the door.
 * @param passed whether the second step is done
 */
export const makeColleague = async (
  { db, env }: Pick<Stack, 'db' | 'env'>,
  role: string,
  { passed = true } = {},
): Promise<Colleague> => {
  const word = randomBytes(8).toString('hex')
  const [staffId, sid] = [`stf_${word}`, `sid_${word}`]
  await db.query(
    `insert into staff (id, email, name, role, password_hash, created_at)
     values ($1, $2, $3, $4, 'none', now())`,
    [staffId, `${word}@bank.example`, `Colleague ${word}`, role],
  )
  await db.query(
    `insert into staff_sign_ins (sid, staff_id, session_version, created_at, last_seen_at, passed_at, fresh_at)
     values ($1, $2, 1, now(), now(), $3, $3)`,
    [sid, staffId, passed ? new Date() : null],
  )
  const secret = env.NEXTAUTH_SECRET ?? ''
  return {
    staffId,
    cookie: `next-auth.session-token=${await encode({ token: { sub: staffId, sid, version: 1 }, secret })}`,
  }
}
