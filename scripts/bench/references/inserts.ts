import { createHash, randomBytes } from 'node:crypto'
import pg from 'pg'

/*
 * The rows a start of the product leaves behind, written by plain statements in the same two transactions: who asks and
 * agrees before the provider is called, its answer before the address is given out. Without our checks, limits,
 * encryption and budget, which is what the references are there to show the price of.
 */

export type Started = { id: string; nonce: string; consent_expiry: Date }
export type Answered = { session_id: string; authorization_url: string; ms: number }

export type Query = (client: pg.PoolClient, name: string, text: string, values: readonly unknown[]) => Promise<unknown>

/** Prepared once a connection, as whoever counts microseconds writes it. */
export const prepared: Query = (client, name, text, values) => client.query({ name, text, values: [...values] })
/** As it stands in most code. */
export const plain: Query = (client, _name, text, values) => client.query(text, [...values])

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()
const noticeHash = sha256('the notice')

export const openDatabase = async (): Promise<pg.Pool> => {
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 16 })
  await pool.query(
    `insert into notices (hash, version, locale, body, first_shown_at) values ($1, '1', 'en', 'the notice', now())
     on conflict do nothing`,
    [noticeHash],
  )
  return pool
}

const inTransaction = async (pool: pg.Pool, work: (client: pg.PoolClient) => Promise<void>): Promise<void> => {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await work(client)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

const audit = (query: Query, client: pg.PoolClient, action: string, id: string) =>
  query(client, 'audit', 'select audit_append($1, $2, $3, $4, $5, $6, $7)', [
    new Date(),
    'person',
    'own_reference',
    action,
    id,
    null,
    JSON.stringify({ action, object_id: id }),
  ])

/** Before the provider is called. */
export const insertStart = async (pool: pg.Pool, query: Query, doc_types: readonly string[]): Promise<Started> => {
  const id = `kyc_${randomBytes(12).toString('hex')}`
  const nonce = randomBytes(32).toString('base64url')
  const owner = `own_${randomBytes(12).toString('hex')}`
  const at = new Date()
  const consent_expiry = new Date(at.getTime() + 65 * 60_000)
  await inTransaction(pool, async (client) => {
    await query(
      client,
      'browser',
      'insert into browsers (binder_hash, owner_id, created_at, expires_at) values ($1, $2, $3, $4)',
      [randomBytes(32), owner, at, consent_expiry],
    )
    await query(
      client,
      'session',
      `insert into kyc_sessions (id, reference, handle, nonce_hash, start_key_hash, owner_id, status, flow, doc_types,
         options, consent_expiry, locale, browser_class, data_key, created_at, next_read_at, lease_until)
       values ($1, $2, $3, $4, $5, $6, 'starting', 'signin', $7, '{}', $8, 'en', 'other', 'none', $9, $9, $9)`,
      [id, id, nonce, sha256(nonce), randomBytes(32), owner, doc_types, consent_expiry, at],
    )
    await query(
      client,
      'consent',
      `insert into consents (id, kyc_session_id, notice_hash, notice_version, locale, purposes, items, action,
         browser_class, given_at) values ($1, $2, $3, '1', 'en', '{identity_check}', '{}', 'ticked', 'other', $4)`,
      [`con_${id}`, id, noticeHash, at],
    )
    await audit(query, client, 'consent.given', id)
  })
  return { id, nonce, consent_expiry }
}

/** Before the address is given out. */
export const insertAnswer = (pool: pg.Pool, query: Query, { id }: Started, answer: Answered): Promise<void> =>
  inTransaction(pool, async (client) => {
    await query(
      client,
      'answered',
      `update kyc_sessions set status = 'at_provider', session_id_enc = $2, session_id_index = $3,
         authorization_url_enc = $4, sent_at = $5, next_read_at = $5, lease_until = null where id = $1`,
      [id, answer.session_id, sha256(answer.session_id), answer.authorization_url, new Date()],
    )
    await query(
      client,
      'call',
      `insert into provider_calls (kyc_session_id, at, method, path, http_status, outcome, duration_ms, transaction_id)
       values ($1, $2, 'POST', '/kyc/digilocker/sessions/init', 200, 'ok', $3, null)`,
      [id, new Date(), Math.round(answer.ms)],
    )
    await audit(query, client, 'session.started', id)
  })
