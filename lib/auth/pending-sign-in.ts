import 'server-only'
import { mintActor, type PendingActor } from '@/lib/audit/actor'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import type { SessionToken } from './session-cookie'

/** A right password opens the second step for this long. */
const secondStepMs = 10 * 60_000

type Row = { name: string; role: string }

/** The colleague whose second factor is still due, or null when there is no such sign-in, it has ended or waited too long. */
export const pendingBehind = async ({ staffId, sid, version }: SessionToken): Promise<PendingActor | null> => {
  const { rows } = await pool().query<Row>({
    name: 'pending_behind',
    text: `select s.name, s.role from staff_sign_ins i join staff s on s.id = i.staff_id
           where i.sid = $1 and s.id = $2 and s.session_version = $3 and i.session_version = $3
             and i.passed_at is null and i.ended_at is null and s.disabled_at is null and i.created_at > $4`,
    values: [sid, staffId, version, new Date(now().getTime() - secondStepMs)],
  })
  const row = rows[0]
  return row ? mintActor<PendingActor>({ kind: 'pending', staffId, sid, name: row.name, role: row.role }) : null
}
