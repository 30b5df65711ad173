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

/** Ended before the bound; what waits at the provider has not ended, what is held ended with its window. */
export const endedBefore = `status not in ('starting', 'at_provider') and coalesce(finished_at, consent_expiry) < $1`

/**
 * Started and never left for DigiLocker (F-43): refused by the provider, called off before, or a No. One of an invitation
 * stays with it, because it says how that stands; one whose request went unanswered may exist at the provider.
 */
export const unstartedBefore = `status in ('start_failed', 'cancelled', 'declined') and sent_at is null
  and invitation_id is null and finished_at < $1`

export const invitationsBefore = `coalesce(i.revoked_at, i.expires_at) < $1
  and not exists (select from kyc_sessions s where s.invitation_id = i.id)`

/** In the order of their index, which is then the only way through the table. */
const ends = {
  sessions: 'coalesce(i.finished_at, i.consent_expiry)',
  unstarted: 'i.finished_at',
  invitations: 'coalesce(i.revoked_at, i.expires_at)',
} as const

const lock = async (
  client: PoolClient,
  table: 'kyc_sessions' | 'invitations',
  end: keyof typeof ends,
  where: string,
  before: Date,
): Promise<string[]> => {
  const { rows } = await client.query<{ id: string }>(
    `select i.id from ${table} i where ${where} order by ${ends[end]} limit ${eraseBatch} for update skip locked`,
    [before],
  )
  return rows.map(({ id }) => id)
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
     where id = any ($1) and not exists (select from kyc_sessions s where s.invitation_id = i.id)`,
    [ids, before],
  )

const sessions: Batch = async (client, run) => {
  const ids = await lock(client, 'kyc_sessions', 'sessions', endedBefore, run.session_before)
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
  const ids = await lock(client, 'kyc_sessions', 'unstarted', unstartedBefore, run.unstarted_before)
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
  const ids = await lock(client, 'invitations', 'invitations', invitationsBefore, run.session_before)
  const messages = await remove(client, 'delete from mail_messages where invitation_id = any ($1)', ids)
  await remove(client, 'delete from invitation_links where invitation_id = any ($1)', ids)
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
