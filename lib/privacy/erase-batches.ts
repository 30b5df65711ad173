import 'server-only'
import type { PoolClient } from 'pg'
import type { ErasureRow } from '@/lib/db/schema/retention'

/** Rows of one batch: short enough that nobody waits behind it. */
export const eraseBatch = 500

/** What a batch took, by the columns of the run. */
type Taken = Partial<
  Record<'sessions' | 'consents' | 'notes' | 'unstarted' | 'invitations' | 'messages' | 'calls' | 'exports', number>
>
type Batch = (client: PoolClient, run: ErasureRow) => Promise<Taken>

/** A condition on one table's rows: `row` is its alias, `bound` the parameter with the time. */
type Condition = (row: string, bound: string) => string

/** Ended before the bound; what waits at the provider has not ended, what is held ended with its window. */
export const endedBefore: Condition = (row, bound) =>
  `${row}.status not in ('starting', 'at_provider') and coalesce(${row}.finished_at, ${row}.consent_expiry) < ${bound}`

/**
 * Started and never left for DigiLocker (F-43): refused by the provider, called off before, or a No. One of an invitation
 * stays with it, because it says how that stands; one whose request went unanswered may exist at the provider.
 */
export const unstartedBefore: Condition = (row, bound) =>
  `${row}.status in ('start_failed', 'cancelled', 'declined') and ${row}.sent_at is null
   and ${row}.invitation_id is null and ${row}.finished_at < ${bound}`

/** Ended or withdrawn before the bound, with nothing left that was started from it. */
export const invitationsBefore: Condition = (row, bound) =>
  `coalesce(${row}.revoked_at, ${row}.expires_at) < ${bound}
   and not exists (select from kyc_sessions s where s.invitation_id = ${row}.id)`

/** Nothing was sent or withdrawn since: an invitation that was asked anew counts from its new end. */
const unchangedSince: Condition = (row, bound) =>
  `${row}.expires_at - make_interval(hours => ${row}.life_hours) < ${bound}
   and (${row}.revoked_at is null or ${row}.revoked_at < ${bound})`

/** The last session of an invitation, which goes with it: counted by sessions, each invitation once. */
export const lastOfInvitation: Condition = (row, bound) =>
  `${endedBefore(row, bound)}
   and exists (select from invitations i where i.id = ${row}.invitation_id and ${unchangedSince('i', bound)})
   and not exists (select from kyc_sessions o where o.invitation_id = ${row}.invitation_id
     and (not (${endedBefore('o', bound)}) or (o.created_at, o.id) > (${row}.created_at, ${row}.id)))`

/** In the order of its index, which is then the only way through the table. */
const lock = async (
  client: PoolClient,
  rows: { in: 'kyc_sessions' | 'invitations'; that: Condition; by: string; before: Date },
): Promise<string[]> => {
  const found = await client.query<{ id: string }>(
    `select i.id from ${rows.in} i where ${rows.that('i', '$1')} order by ${rows.by} limit ${eraseBatch}
     for update skip locked`,
    [rows.before],
  )
  return found.rows.map(({ id }) => id)
}

const remove = async (client: PoolClient, text: string, value: readonly string[] | Date): Promise<number> =>
  (await client.query(text, [value])).rowCount ?? 0

/** A session goes with everything that is about it. Its key lies on the row, so notes and provider id go for good (C-04). */
const removeSessions = async (client: PoolClient, ids: readonly string[]): Promise<Taken> => {
  await remove(client, 'delete from held_codes where kyc_session_id = any ($1)', ids)
  return {
    consents: await remove(client, 'delete from consents where kyc_session_id = any ($1)', ids),
    notes: await remove(client, 'delete from session_notes where kyc_session_id = any ($1)', ids),
  }
}

/**
 * An invitation ends with its last session and goes in the same night: without it, it would look as if nobody had answered,
 * and could be asked again.
 */
const endInvitations = (client: PoolClient, ids: readonly string[], before: Date) =>
  client.query(
    `update invitations i set expires_at = least(expires_at, $2::timestamptz - interval '1 second')
     where id = any ($1) and ${unchangedSince('i', '$2')}
       and not exists (select from kyc_sessions s where s.invitation_id = i.id)`,
    [ids, before],
  )

const sessions: Batch = async (client, run) => {
  const ids = await lock(client, {
    in: 'kyc_sessions',
    that: endedBefore,
    by: 'coalesce(i.finished_at, i.consent_expiry)',
    before: run.session_before,
  })
  const taken = await removeSessions(client, ids)
  const { rows } = await client.query<{ invitation_id: string | null }>(
    'delete from kyc_sessions where id = any ($1) returning invitation_id',
    [ids],
  )
  await endInvitations(
    client,
    rows.map((row) => row.invitation_id).filter((id) => id !== null),
    run.session_before,
  )
  return { ...taken, sessions: rows.length }
}

/** The overview of their day goes on counting them. */
const unstarted: Batch = async (client, run) => {
  const ids = await lock(client, {
    in: 'kyc_sessions',
    that: unstartedBefore,
    by: 'i.finished_at',
    before: run.unstarted_before,
  })
  const taken = await removeSessions(client, ids)
  const { rows } = await client.query<{ erased: number }>(
    `with gone as (delete from kyc_sessions where id = any ($1) returning created_at, status),
       kept as (
         insert into unstarted_counts as known (day, status, sessions)
         select india_day(created_at), status, count(*) from gone group by 1, 2
         on conflict (day, status) do update set sessions = known.sessions + excluded.sessions)
     select count(*)::int as erased from gone`,
    [ids],
  )
  return { ...taken, unstarted: rows[0]?.erased ?? 0 }
}

const invitations: Batch = async (client, run) => {
  const ids = await lock(client, {
    in: 'invitations',
    that: invitationsBefore,
    by: 'coalesce(i.revoked_at, i.expires_at)',
    before: run.session_before,
  })
  const messages = await remove(client, 'delete from mail_messages where invitation_id = any ($1)', ids)
  await remove(client, 'delete from invitation_links where invitation_id = any ($1)', ids)
  await remove(client, 'delete from handovers where invitation_id = any ($1)', ids)
  return { messages, invitations: await remove(client, 'delete from invitations where id = any ($1)', ids) }
}

const calls: Batch = async (client, run) => ({
  calls: await remove(
    client,
    `delete from provider_calls where id in (select id from provider_calls where at < $1 order by at limit ${eraseBatch})`,
    run.session_before,
  ),
})

/** The register of exports holds reasons in people's words, so it ends with the trail it belongs to. */
const exported: Batch = async (client, run) => ({
  exports: await remove(
    client,
    `delete from exports where id in (select id from exports where granted_at < $1 limit ${eraseBatch})`,
    run.audit_before,
  ),
})

const days: Batch = async (client, run) => {
  await remove(client, 'delete from unstarted_counts where day < india_day($1)', run.session_before)
  return {}
}

const batches: Readonly<Record<ErasureRow['kind'], readonly Batch[]>> = {
  nightly: [sessions, unstarted, invitations, calls, exported, days],
  hourly: [unstarted],
}

/** One batch of a run, in the caller's transaction. @returns what went; nothing when the run has nothing left to do */
export const takeBatch = async (client: PoolClient, run: ErasureRow): Promise<Taken | null> => {
  for (const batch of batches[run.kind]) {
    const taken = await batch(client, run)
    if (Object.values(taken).some((count) => count > 0)) return taken
  }
  return null
}
