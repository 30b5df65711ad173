import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { dayMs, nextNight } from '@/lib/kyc/retention'
import { endedBefore, invitationsBefore, lastOfInvitation, unstartedBefore } from './erase-batches'
import { getRetention } from './retention'

/** More than this is not counted out: the page must not read ten million rows to say a number. */
export const mostCounted = 100_000

/** What a run takes. */
export type ErasureFigures = { readonly sessions: number; readonly unstarted: number; readonly invitations: number }

export type ErasurePlan = {
  /** When the next nightly run is due, and what it finds if nothing changes until then. */
  readonly next: ErasureFigures & { readonly at: Date }
  /** The last nightly run that came to its end; null before the first. */
  readonly last: (ErasureFigures & { readonly at: Date }) | null
  /** A run that is not at its end yet. */
  readonly underWay: (ErasureFigures & { readonly at: Date }) | null
}

type RunRow = { started_at: Date; sessions: number; unstarted: number; invitations: number }

const runs = async (where: string): Promise<ErasurePlan['last']> => {
  const { rows } = await pool().query<RunRow>(
    `select started_at, sessions::float8 as sessions, unstarted::float8 as unstarted, invitations::float8 as invitations
     from erasures where ${where} order by started_at desc limit 1`,
  )
  const [row] = rows
  return row ? { at: row.started_at, ...row } : null
}

const counted = (from: string): string => `(select count(*)::int from (select ${from} limit ${mostCounted + 1}) most)`

/** What the erasure will do next and did last, for the settings. */
export const getErasurePlan = async (_actor: Permitted<'settings.manage'>): Promise<ErasurePlan> => {
  const { session_days } = await getRetention()
  const at = nextNight(now())
  const [found, last, underWay] = await Promise.all([
    pool().query<ErasureFigures>(
      `select ${counted(`from kyc_sessions s where ${endedBefore('s', '$1')}`)} as sessions,
         ${counted(`from kyc_sessions s where ${unstartedBefore('s', '$2')}`)} as unstarted,
         ${counted(`from invitations i where ${invitationsBefore('i', '$1')}
           union all select from kyc_sessions s where ${lastOfInvitation('s', '$1')}`)} as invitations`,
      [new Date(at.getTime() - session_days * dayMs), new Date(at.getTime() - dayMs)],
    ),
    runs(`kind = 'nightly' and finished_at is not null`),
    runs('finished_at is null'),
  ])
  const [next] = found.rows
  if (!next) throw new Error('expected counts, found none')
  return { next: { ...next, at }, last, underWay }
}
