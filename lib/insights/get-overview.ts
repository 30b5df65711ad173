import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import type { DayRange } from '@/lib/kyc/day-range'
import { addDays, indiaDayOf } from '@/lib/kyc/india-time'
import { type StayBucket, stayQuantile } from '@/lib/kyc/stay'
import { type ProviderReading, readProvider } from '@/lib/ops/provider-reading'
import { erasedFigure } from './erased-figure'
import { type InvitationFigures, invitationFigures } from './invitation-figures'
import { type NeedsYou, needsYou } from './needs-you'
import { sessionFigures, stayFigures } from './session-figures'
import { type Period, periodsOf, type Sum, sumFigures } from './sum-figures'

export type Overview = {
  readonly countedAt: Date
  /** False until the first session or invitation: there is nothing to count, but something to do. */
  readonly hasFigures: boolean
  readonly today: Sum
  readonly yesterday: Sum
  readonly total: Sum
  /** Of `total`: erased, because they never left for DigiLocker. */
  readonly erased: number
  readonly invitations: InvitationFigures
  readonly periods: readonly Period[]
  /** Time at the provider, in seconds; null while nobody has come back. */
  readonly stay: {
    readonly median: number | null
    readonly slow: number | null
    readonly buckets: readonly StayBucket[]
  }
  readonly needsYou: NeedsYou
  readonly provider: ProviderReading
}

const hasFigures = async (): Promise<boolean> => {
  const { rows } = await pool().query<{ some: boolean }>({
    name: 'has_figures',
    text: 'select exists (select from kyc_sessions) or exists (select from invitations) as some',
  })
  return rows[0]?.some ?? false
}

/** Everything the overview shows. Nothing in it reads more rows when there are more sessions. */
export const getOverview = async (actor: Permitted<'sessions.read'>, range: DayRange): Promise<Overview> => {
  const countedAt = now()
  const today = indiaDayOf(countedAt)
  const yesterday = addDays(today, -1)
  // The usual ranges hold yesterday and today, so one read is enough; older days are read apart, not all in between.
  const holdsBoth = range.first <= yesterday && range.last === today
  const [some, figures, apart, buckets, waiting, provider, invitations, erased] = await Promise.all([
    hasFigures(),
    sessionFigures(actor, range.first, range.last),
    holdsBoth ? null : sessionFigures(actor, yesterday, today),
    stayFigures(actor, range.first, range.last),
    needsYou(actor),
    readProvider(),
    invitationFigures(actor, range.first, range.last),
    erasedFigure(actor, range.first, range.last),
  ])
  const recent = apart ?? figures
  return {
    countedAt,
    hasFigures: some,
    today: sumFigures(recent.filter(({ day }) => day === today)),
    yesterday: sumFigures(recent.filter(({ day }) => day === yesterday)),
    total: sumFigures(figures),
    erased,
    invitations,
    periods: periodsOf(figures, range.first, range.last),
    stay: { median: stayQuantile(buckets, 0.5), slow: stayQuantile(buckets, 0.9), buckets },
    needsYou: waiting,
    provider,
  }
}
