import 'server-only'
import { randomBytes } from 'node:crypto'
import { pool } from '@/lib/db/client'
import { newId, newReference, newSecret } from '@/lib/ids'
import type { SessionStatus } from '@/lib/kyc/session-status'

export type RowWish = { status: SessionStatus; createdAt: Date; sentAt?: Date | null; returnedAt?: Date | null }

/** A session row as far as counts, lists and tiles read it. @returns its id */
export const insertRow = async ({ status, createdAt, sentAt, returnedAt }: RowWish): Promise<string> => {
  const id = newId('kyc')
  await pool().query(
    `insert into kyc_sessions (id, reference, handle, nonce_hash, start_key_hash, owner_id, status, flow, doc_types, options,
       consent_expiry, locale, browser_class, data_key, session_id_enc, created_at, sent_at, bound_return_at)
     values ($1, $2, $3, $4, $5, 'own_x', $6, 'signin', '{pan}', '{}', $7::timestamptz + interval '65 minutes', 'en',
       'desktop', 'none', 'none', $7, $8, $9)`,
    [
      ...[id, newReference(), newSecret(), randomBytes(32), randomBytes(32), status],
      ...[createdAt, sentAt ?? null, returnedAt ?? null],
    ],
  )
  return id
}

/**
 * Figures in which the sums and the rows differ, as of one moment. Written apart from `session_counts_rebuild` on purpose:
 * a mistake there must not hide itself.
 */
export const wrongFigures = async (): Promise<unknown[]> => {
  const { rows } = await pool().query(
    `with cells as (
       select day, status, sent, returned, sum(n) as n from (
         select day, status, sent, returned, sessions as n from session_counts
         union all select day, status, sent, returned, change from session_count_changes where status is not null
       ) both_tables group by 1, 2, 3, 4 having sum(n) <> 0
     ), counted as (
       select (created_at at time zone 'Asia/Kolkata')::date as day, status, sent_at is not null as sent,
         bound_return_at is not null as returned, count(*)::numeric as n
       from kyc_sessions group by 1, 2, 3, 4
     ), stays as (
       select day, bucket, sum(n) as n from (
         select day, bucket, sessions as n from stay_counts
         union all select day, bucket, change from session_count_changes where bucket is not null
       ) both_tables group by 1, 2 having sum(n) <> 0
     ), stayed as (
       select (created_at at time zone 'Asia/Kolkata')::date as day,
         floor(8 * log(2::numeric, greatest(1, extract(epoch from bound_return_at - sent_at))))::smallint as bucket,
         count(*)::numeric as n
       from kyc_sessions where sent_at is not null and bound_return_at is not null group by 1, 2
     )
     (select 'cell' as kind, day, status, sent::text, returned::text, n from cells
      except select 'cell', day, status, sent::text, returned::text, n from counted)
     union all (select 'row', day, status, sent::text, returned::text, n from counted
      except select 'row', day, status, sent::text, returned::text, n from cells)
     union all (select 'stay', day, bucket::text, '', '', n from stays
      except select 'stay', day, bucket::text, '', '', n from stayed)
     union all (select 'stayed', day, bucket::text, '', '', n from stayed
      except select 'stayed', day, bucket::text, '', '', n from stays)`,
  )
  return rows
}

/** As wrongFigures, of invitations. */
export const wrongInvitationFigures = async (): Promise<unknown[]> => {
  const { rows } = await pool().query(
    `with summed as (
       select day, opened, sum(n) as n from (
         select day, opened, invitations as n from invitation_counts
         union all select day, opened, change from invitation_count_changes
       ) both_tables group by 1, 2 having sum(n) <> 0
     ), counted as (
       select (created_at at time zone 'Asia/Kolkata')::date as day, opened_at is not null as opened, count(*)::numeric as n
       from invitations group by 1, 2
     )
     (select 'sum' as kind, * from summed except select 'sum', * from counted)
     union all (select 'row', * from counted except select 'row', * from summed)`,
  )
  return rows
}
