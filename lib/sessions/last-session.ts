import 'server-only'
import type { PersonActor } from '@/lib/audit/actor'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import type { KycSession } from '@/lib/db/schema/sessions'
import { type Standing, standingOf } from '@/lib/kyc/standing'
import { resultOpenMs } from './binder'
import { currentPerson } from './binding'

/** The session whose own page this browser is led to from the start page, how it stands, and since when. */
export type LastSession = { handle: string; standing: Standing; at: Date }

type Row = Pick<KycSession, 'handle' | 'status' | 'documents_consented'> & { returned: boolean; at: Date }

/**
 * The newest session of a person that has something to tell on its own page: being checked, held, or ended within the time
 * its result stays open. A "No" on our own page and a start that never reached DigiLocker are none; the form has said so.
 */
export const lastSessionOf = async (person: PersonActor): Promise<LastSession | null> => {
  const { rows } = await pool().query<Row>({
    name: 'last_session',
    text: `select handle, status, documents_consented, bound_return_at is not null as returned,
             coalesce(finished_at, unbound_return_at, bound_return_at, consent_seen_at, created_at) as at
           from kyc_sessions
           where owner_id = $1 and (status = 'held' or (status = 'at_provider' and bound_return_at is not null)
             or (status not in ('declined', 'start_failed', 'init_unknown') and finished_at > $2))
           order by created_at desc limit 1`,
    values: [person.ownerId, new Date(now().getTime() - resultOpenMs)],
  })
  const [row] = rows
  const standing = row && standingOf(row)
  return row && standing ? { handle: row.handle, standing, at: row.at } : null
}

/** The same for the browser of this request. */
export const lastSession = async (): Promise<LastSession | null> => {
  const person = await currentPerson()
  return person && lastSessionOf(person)
}
