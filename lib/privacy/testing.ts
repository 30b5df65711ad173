import 'server-only'
import { mintActor, type SystemActor } from '@/lib/audit/actor'
import { pool } from '@/lib/db/client'
import type { SessionStatus } from '@/lib/kyc/session-status'
import { eraseDue } from './erase'

const eraser = mintActor<SystemActor>({ kind: 'system', job: 'eraser' })

/** Everything that is due, as often as a job asks for another. */
export const eraseAll = async (): Promise<void> => {
  for (let more = true; more; ) more = await eraseDue(eraser, 60_000)
}

/** Begins the run that is due and erases nothing yet. */
export const beginErasure = (): Promise<boolean> => eraseDue(eraser, 0)

/** As if nothing had ever been erased and the house stood for years: a night is due. */
export const makeNightDue = async (): Promise<void> => {
  await pool().query(`delete from erasures where finished_at is not null`)
  await pool().query(
    `insert into erasures (id, kind, session_days, session_before, unstarted_before, audit_before, started_at, finished_at)
     values ('era_first', 'nightly', 365, '2020-01-01', '2020-01-01', '2020-01-01', '2021-01-01', '2021-01-01')`,
  )
}

export type Ended = { count?: number; status?: SessionStatus; endedAt: Date; sent?: boolean; invitation?: string }

/** Sessions that ended then, each with its consent and a note. @returns their ids */
export const insertEnded = async (wish: Ended): Promise<string[]> => {
  const {
    count = 1,
    status = 'succeeded',
    endedAt,
    sent = true,
    invitation = null,
  } = { invitation: undefined, ...wish }
  const { rows } = await pool().query<{ id: string }>(
    `insert into kyc_sessions (id, reference, handle, nonce_hash, start_key_hash, owner_id, status, flow, doc_types, options,
       consent_expiry, locale, browser_class, data_key, session_id_enc, created_at, sent_at, bound_return_at, finished_at,
       invitation_id)
     select 'kyc_' || k, 'SW-' || n, k, sha256(('n' || k)::bytea), sha256(('s' || k)::bytea), 'own_x', $2, 'signin', '{pan}',
       '{}', $3::timestamptz, 'en', 'desktop', 'none', 'none', $3::timestamptz - interval '10 minutes',
       case when $4 then $3::timestamptz - interval '9 minutes' end, case when $4 then $3::timestamptz end,
       case when $2 in ('held', 'at_provider', 'starting') then null else $3::timestamptz end, $5
     from (select n, substr(md5(random()::text || n), 1, 22) as k from generate_series(1, $1::int) n) rows
     returning id`,
    [count, status, endedAt, sent, invitation ?? null],
  )
  const ids = rows.map(({ id }) => id)
  await pool().query(
    `insert into notices (hash, version, locale, body, first_shown_at) values ('\\x00', 'test', 'en', 'words', now())
     on conflict do nothing`,
  )
  await pool().query(
    `insert into staff (id, email, name, role, created_at) values ('stf_x', 'x@bank.example', 'Asha', 'admin', now())
     on conflict do nothing`,
  )
  await pool().query(
    `insert into consents (id, kyc_session_id, notice_hash, notice_version, locale, purposes, items, action, browser_class,
       given_at) select 'con_' || id, id, '\\x00', 'test', 'en', '{identity_check}', '{}', 'ticked_and_continued', 'x', $2
     from unnest($1::text[]) id`,
    [ids, endedAt],
  )
  await pool().query(
    `insert into session_notes (id, kyc_session_id, staff_id, text_enc, created_at)
     select 'nte_' || id, id, 'stf_x', 'sealed', $2 from unnest($1::text[]) id`,
    [ids, endedAt],
  )
  return ids
}

/** How many rows there are, by a table and a condition. */
export const countRows = async (from: string, values: readonly unknown[] = []): Promise<number> => {
  const { rows } = await pool().query<{ count: number }>(`select count(*)::int as count from ${from}`, [...values])
  return rows[0]?.count ?? -1
}

/** What the trail says was erased, oldest first. */
export const saidErased = async (): Promise<Record<string, unknown>[]> => {
  const { rows } = await pool().query<{ body: string }>(
    `select body from audit_events where action = 'data.erased' order by seq`,
  )
  return rows.map(({ body }) => JSON.parse(body).detail)
}
