import { createHash, randomBytes } from 'node:crypto'
import type pg from 'pg'
import { sealRow } from './seal-row.ts'
import { seededSessionId } from './session-sql.ts'
import { type Call, callsOf, type Event, eventsOf, itemsOf, type Told } from './story.ts'

const noticeText = `Demonstration notice

This consent record was made by \`npm run seed\`. Nobody has read this notice and nobody has agreed to it.
`
const noticeHash = createHash('sha256').update(noticeText).digest()

const columns = `id, owner_id, status, held_reason, fail_reason, cancelled_by, flow, doc_types, browser_class, reads,
  created_at, sent_at, bound_return_at, unbound_return_at, consent_seen_at, finished_at`

// A transaction may not grow long: every row of the trail rewrites its head, and old versions go only when it ends.
const batchSize = 500

/** JSON with sorted keys, as lib/audit/canonical.ts writes it; the values here are words, numbers and lists of words. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`
}

const seal = async (client: pg.ClientBase, rows: readonly Told[], encryptionKeys: string): Promise<void> => {
  const sealed = rows
    .filter(({ sent_at }) => sent_at !== null)
    .map(({ id }) => ({ id, ...sealRow(encryptionKeys, id, seededSessionId(id)) }))
  await client.query(
    `update kyc_sessions s set data_key = new.data_key, session_id_enc = new.session_id_enc
     from unnest($1::text[], $2::text[], $3::text[]) as new (id, data_key, session_id_enc) where s.id = new.id`,
    [sealed.map((row) => row.id), sealed.map((row) => row.data_key), sealed.map((row) => row.session_id_enc)],
  )
}

const addConsents = async (client: pg.ClientBase, rows: readonly Told[]): Promise<void> => {
  const given = rows.filter(({ status }) => status !== 'declined')
  await client.query(
    `insert into consents (id, kyc_session_id, notice_hash, notice_version, locale, purposes, items, action, browser_class,
       given_at)
     select new.id, session, $1, 'demonstration', 'en', '{identity_check}', items, 'ticked_and_continued', browser, at
     from unnest($2::text[], $3::text[], $4::jsonb[], $5::text[], $6::timestamptz[])
       as new (id, session, items, browser, at)`,
    [
      noticeHash,
      given.map(() => `con_${randomBytes(16).toString('base64url')}`),
      given.map(({ id }) => id),
      given.map((row) => JSON.stringify(itemsOf(row))),
      given.map((row) => row.browser_class),
      given.map((row) => row.created_at),
    ],
  )
}

const addCalls = async (client: pg.ClientBase, calls: readonly Call[]): Promise<void> => {
  await client.query(
    `insert into provider_calls (kyc_session_id, at, method, path, http_status, outcome, duration_ms, transaction_id)
     select * from unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::int[], $6::text[], $7::int[], $8::text[])`,
    [
      calls.map((call) => call.id),
      calls.map((call) => call.at),
      calls.map((call) => call.method),
      calls.map((call) => call.path),
      calls.map((call) => call.status),
      calls.map((call) => call.outcome),
      calls.map((call) => call.ms),
      calls.map(() => randomBytes(16).toString('hex')),
    ],
  )
}

const addEvents = async (client: pg.ClientBase, events: readonly Event[]): Promise<void> => {
  const bodies = events.map(({ at, kind, who, action, id, detail }) =>
    canonical({ at: at.toISOString(), actor_kind: kind, actor_id: who, action, object_id: id, detail }),
  )
  // The product's own function continues the chain, row by row in the order of time.
  await client.query(
    `select audit_append(at, kind, who, action, id, null, body)
     from unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) with ordinality
       as new (at, kind, who, action, id, body, place) order by place`,
    [
      events.map(({ at }) => at),
      events.map(({ kind }) => kind),
      events.map(({ who }) => who),
      events.map(({ action }) => action),
      events.map(({ id }) => id),
      bodies,
    ],
  )
}

const batches = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / batchSize) }, (_, n) => all.slice(n * batchSize, (n + 1) * batchSize))

/**
 * Gives the newest seeded sessions all that a real one leaves behind: a sealed session_id, a consent record, the calls to
 * the provider and its rows in the trail, whose chain stays whole. @returns how many rows the trail got
 */
export const tellStories = async (
  client: pg.ClientBase,
  wish: { newest: number; encryptionKeys: string },
): Promise<number> => {
  const { rows } = await client.query<Told>(
    `select ${columns} from kyc_sessions where data_key = 'seed' order by created_at desc, id desc limit $1`,
    [wish.newest],
  )
  await client.query(
    `insert into notices (hash, version, locale, body, first_shown_at) values ($1, 'demonstration', 'en', $2, now())
     on conflict do nothing`,
    [noticeHash, noticeText],
  )
  const now = new Date()
  const write = async (work: () => Promise<void>): Promise<void> => {
    await client.query('begin')
    await work()
    await client.query('commit')
  }
  for (const some of batches(rows))
    await write(async () => {
      await seal(client, some, wish.encryptionKeys)
      await addConsents(client, some)
      await addCalls(
        client,
        some.flatMap((row) => callsOf(row, now)),
      )
    })
  const events = rows
    .flatMap((row) => eventsOf(row, noticeHash.toString('hex')))
    .sort((a, b) => a.at.getTime() - b.at.getTime())
  for (const some of batches(events)) await write(() => addEvents(client, some))
  return events.length
}
