import 'server-only'
import { setTimeout as rest } from 'node:timers/promises'
import type { SystemActor } from '@/lib/audit/actor'
import { emitAudit } from '@/lib/audit/emit'
import { now, nowMs } from '@/lib/clock'
import type { ErasureRow } from '@/lib/db/schema/retention'
import { type Tx, withTransaction } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import { dayMs, lastNight } from '@/lib/kyc/retention'
import { log } from '@/lib/log'
import { takeBatch, unstartedBefore } from './erase-batches'
import { getRetention } from './retention'

/** Starts that never left for DigiLocker are kept this long (F-43); as long as their page is open. */
const unstartedDays = 1

/** Between two batches the disk belongs to the people on the site. */
const restMs = 50

const counted = ['sessions', 'consents', 'notes', 'unstarted', 'invitations', 'messages', 'calls', 'exports'] as const

/** The run under way, locked, so that batches of all instances take turns. */
const lockRun = async (tx: Tx): Promise<ErasureRow | null> => {
  const { rows } = await tx.client.query<ErasureRow>('select * from erasures where finished_at is null for update')
  const [row] = rows
  return row ? withNumbers(row) : null
}

// The driver reads bigint as text.
const withNumbers = (row: ErasureRow): ErasureRow => ({
  ...row,
  ...Object.fromEntries(counted.map((name) => [name, Number(row[name])])),
})

/** A night has come since the last nightly run, or since the trail began where there was none. */
const isNightDue = async (tx: Tx, at: Date): Promise<boolean> => {
  const { rows } = await tx.client.query<{ since: Date | null }>(
    `select coalesce((select max(started_at) from erasures where kind = 'nightly'),
       (select at from audit_events order by seq limit 1)) as since`,
  )
  const since = rows[0]?.since
  return since !== undefined && since !== null && since < lastNight(at)
}

const isHourDue = async (tx: Tx, at: Date): Promise<boolean> => {
  const { rows } = await tx.client.query<{ some: boolean }>(
    `select exists (select from kyc_sessions s where ${unstartedBefore('s', '$1')}) as some`,
    [new Date(at.getTime() - unstartedDays * dayMs)],
  )
  return rows[0]?.some === true
}

/**
 * Begins the run that is due, if any. Two clocks must agree that a row is old: one that jumped must not erase a year.
 * @returns whether one is under way now
 */
const begin = (): Promise<boolean> =>
  withTransaction(async (tx) => {
    await tx.client.query(`select pg_advisory_xact_lock(hashtext('erasures'))`)
    if (await lockRun(tx)) return true
    const at = now()
    const night = await isNightDue(tx, at)
    if (!night && !(await isHourDue(tx, at))) return false
    const { session_days, audit_days } = await getRetention(tx.client)
    await tx.client.query(
      `insert into erasures (id, kind, started_at, session_days, session_before, unstarted_before, audit_before)
       select $1, $2, $3, $4, clock - make_interval(hours => 24 * $4), clock - make_interval(hours => 24 * $5),
         clock - make_interval(hours => 24 * $6)
       from (select least($3::timestamptz, clock_timestamp()) as clock) c`,
      [newId('era'), night ? 'nightly' : 'hourly', at, session_days, unstartedDays, audit_days],
    )
    return true
  })

/** Ends a run and says in the trail what went, under which period (L-09). */
const finish = async (tx: Tx, actor: SystemActor, run: ErasureRow): Promise<void> => {
  await tx.client.query('update erasures set finished_at = $2 where id = $1', [run.id, now()])
  await emitAudit(tx, actor, {
    action: 'data.erased',
    object_id: run.id,
    detail: {
      kind: run.kind,
      session_days: run.session_days,
      ended_before: run.session_before.toISOString(),
      ...Object.fromEntries(counted.map((name) => [name, run[name]])),
    },
  })
  log.info('data.erased', { count: run.sessions + run.unstarted })
}

/** A period that was made longer while a run is under way counts from its next batch on: what is erased cannot be brought back. */
const asOfNow = async (tx: Tx, run: ErasureRow): Promise<ErasureRow> => {
  const { session_days, audit_days } = await getRetention(tx.client)
  const earlier = (bound: Date, days: number) => new Date(Math.min(bound.getTime(), nowMs() - days * dayMs))
  return {
    ...run,
    session_before: earlier(run.session_before, session_days),
    audit_before: earlier(run.audit_before, audit_days),
  }
}

/** @returns whether the run goes on */
const step = (actor: SystemActor): Promise<boolean> =>
  withTransaction(async (tx) => {
    const locked = await lockRun(tx)
    if (!locked) return false
    const run = await asOfNow(tx, locked)
    const taken = await takeBatch(tx.client, run)
    if (taken === null) {
      await finish(tx, actor, run)
      return false
    }
    const names = counted.filter((name) => taken[name])
    await tx.client.query(
      `update erasures set ${names.map((name, index) => `${name} = ${name} + $${index + 2}`).join(', ')} where id = $1`,
      [run.id, ...names.map((name) => taken[name])],
    )
    return true
  })

/**
 * Goes on with the run under way, or begins the one that is due (L-09): all that is past its period at three in the morning
 * in India, starts that never left within the hour. Any number of processes may call it at once.
 * @param forMs how long to work before giving way
 * @returns whether there is more to do
 */
export const eraseDue = async (actor: SystemActor, forMs: number): Promise<boolean> => {
  if (!(await begin())) return false
  for (const until = nowMs() + forMs; nowMs() < until; await rest(restMs)) if (!(await step(actor))) return false
  return true
}
