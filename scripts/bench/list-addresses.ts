import type pg from 'pg'
import { docTypes } from '../../lib/kyc/doc-types.ts'
import { addDays, indiaDayOf } from '../../lib/kyc/india-time.ts'
import { filterQuery, type SessionFilter } from '../../lib/kyc/session-filter.ts'
import { outcomes } from '../../lib/kyc/session-outcome.ts'
import { staffStates } from '../../lib/kyc/staff-state.ts'

/** One thing the list is asked: an address, or words for the search of the header. */
export type Question =
  | { name: string; query: Record<string, string> }
  | { name: string; find: string }
  | { name: string; path: string }

type Place = { at: Date; id: string; reference: string; handle: string }

const cursor = ({ at, id }: Place): string => Buffer.from(`${at.getTime()}.${id}`).toString('base64url')

/** Filters that ask something of their own of the indexes. */
const filters = (): [string, Partial<SessionFilter>][] => {
  const today = indiaDayOf(new Date())
  const days = { from: addDays(today, -90), until: addDays(today, -60) }
  return [
    ...staffStates.map((status): [string, Partial<SessionFilter>] => [`state ${status}`, { status }]),
    ...outcomes.map((outcome): [string, Partial<SessionFilter>] => [`outcome ${outcome}`, { outcome }]),
    ...docTypes.map((doc): [string, Partial<SessionFilter>] => [`asked for ${doc}`, { docs: [doc] }]),
    ['asked for all three', { docs: docTypes }],
    ['new accounts', { flow: 'signup' }],
    ['ending today', { ends: 'today' }],
    ['a month', days],
    [
      'new accounts that were asked for a licence and are lost',
      { status: 'lost', flow: 'signup', docs: ['driving_license'] },
    ],
    ['not completed, licence, a month', { outcome: 'not_completed', docs: ['driving_license'], ...days }],
    ['started, new accounts', { outcome: 'started', flow: 'signup' }],
  ]
}

/** The session at a share of the time that the sessions span. */
const placeAt = async (client: pg.ClientBase, share: number): Promise<Place> => {
  const { rows: spans } = await client.query<{ at: Date }>(
    `select first + (last - first) * $1::float8 as at
     from (select min(created_at) as first, max(created_at) as last from kyc_sessions) span`,
    [share],
  )
  const { rows } = await client.query<Place>(
    `select created_at as at, id, reference, handle from kyc_sessions where created_at <= $1
     order by created_at desc, id desc limit 1`,
    [spans[0]?.at],
  )
  const [row] = rows
  if (!row) throw new Error('expected a database with sessions')
  return row
}

/** Everything the list can be asked, with places and words that exist in this database. */
export const questionsFor = async (client: pg.ClientBase, sessionIdOf: (id: string) => string): Promise<Question[]> => {
  const [middle, deep] = [await placeAt(client, 0.5), await placeAt(client, 0.02)]
  const pages = (name: string, filter: Partial<SessionFilter>): Question[] => {
    const query = filterQuery(filter)
    return [
      { name, query },
      { name: `${name}, older from the middle`, query: { ...query, after: cursor(middle) } },
      { name: `${name}, newer from far back`, query: { ...query, before: cursor(deep) } },
    ]
  }
  return [
    ...pages('everything', {}),
    { name: 'everything, older from far back', query: { after: cursor(deep) } },
    ...filters().flatMap(([name, filter]) => pages(name, filter)),
    { name: 'search: beginning of a reference', query: { q: middle.reference.slice(0, 7) } },
    { name: 'search: reference', find: middle.reference },
    { name: 'search: session_id', find: sessionIdOf(middle.id) },
    { name: 'search: handle', find: middle.handle },
    { name: 'search: nothing like it', find: 'f'.repeat(32) },
  ]
}
