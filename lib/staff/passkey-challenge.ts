import 'server-only'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { secretHash } from '@/lib/ids'

export type PasskeyPurpose = 'register' | 'sign_in' | 'confirm'

/** Long enough to find the phone and touch it. */
const lifeMs = 5 * 60_000

/** Remembers a question that was put to a browser; old ones are cleared away on the way. */
export const keepChallenge = async (
  challenge: string,
  purpose: PasskeyPurpose,
  staffId: string | null,
): Promise<void> => {
  const at = now()
  await pool().query('delete from passkey_challenges where expires_at < $1', [at])
  await pool().query(
    'insert into passkey_challenges (challenge_hash, purpose, staff_id, expires_at) values ($1, $2, $3, $4)',
    [secretHash(challenge), purpose, staffId, new Date(at.getTime() + lifeMs)],
  )
}

/** Uses a question up: true once, for the same purpose and the same colleague, while it is fresh. */
export const useChallenge = async (
  challenge: string,
  purpose: PasskeyPurpose,
  staffId: string | null,
): Promise<boolean> => {
  const { rowCount } = await pool().query(
    `delete from passkey_challenges
     where challenge_hash = $1 and purpose = $2 and staff_id is not distinct from $3 and expires_at > $4`,
    [secretHash(challenge), purpose, staffId, now()],
  )
  return rowCount === 1
}
