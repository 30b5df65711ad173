import 'server-only'
import { pool } from '@/lib/db/client'
import { errorFields, log } from '@/lib/log'
import { readDatabase } from '@/lib/ops/database-reading'
import { readProvider } from '@/lib/ops/provider-reading'
import { isResting } from '@/lib/provider/breaker'
import { providerClock } from '@/lib/provider/provider-clock'
import packageFile from '@/package.json'
import { type Series, series } from './series'

type StatusRow = { status: string; sessions: number }

/** Exact like every reader of the counts; as many rows as days and states there have been. */
const sessionsQuery = {
  name: 'metrics_sessions',
  text: `select status, sum(n)::float8 as sessions
         from (select status, sessions as n from session_counts
               union all select status, change from session_count_changes where status is not null) as cells
         group by status`,
} as const

const readFacts = async () => {
  const [database, provider, sessions] = await Promise.all([
    readDatabase(),
    readProvider(),
    pool().query<StatusRow>(sessionsQuery),
  ])
  return { database, provider, sessions: sessions.rows }
}
type Facts = Awaited<ReturnType<typeof readFacts>>

/** An old figure would look like a new one: what cannot be read now is left out. */
const forget = (all: Series): void => {
  for (const one of [all.sessions, all.queueJobs, all.queueOldest]) one.reset()
  const plain = [all.orphanInits, all.databaseOffset, all.providerOffset, all.budgetUsed, all.budgetLimit]
  for (const one of [...plain, all.tokenAge, all.tokenLeft, all.unfolded, all.auditHead]) one.remove()
}

const fill = (all: Series, { database, provider, sessions }: Facts): void => {
  all.databaseOffset.set(database.offsetMs / 1000)
  all.unfolded.set(database.unfolded)
  all.auditHead.set(database.auditHead)
  for (const { queue, jobs, oldestMs } of database.queues) {
    all.queueJobs.set({ queue }, jobs)
    all.queueOldest.set({ queue }, oldestMs / 1000)
  }
  all.budgetUsed.set(provider.budget.used)
  all.budgetLimit.set(provider.budget.limit)
  if (provider.token) {
    all.tokenAge.set((provider.measuredAt.getTime() - provider.token.obtainedAt.getTime()) / 1000)
    all.tokenLeft.set((provider.token.expiresAt.getTime() - provider.measuredAt.getTime()) / 1000)
  }
  for (const { status, sessions: count } of sessions) all.sessions.set({ status }, count)
  all.orphanInits.set(sessions.find(({ status }) => status === 'init_unknown')?.sessions ?? 0)
}

/** Everything this process can tell a scraper, as Prometheus text. Without a database it still tells what it did itself. */
export const readMetrics = async (): Promise<{ text: string; type: string }> => {
  const all = series()
  const facts = await readFacts().catch((error: unknown) => {
    log.warn('metrics.incomplete', errorFields(error))
    return null
  })
  forget(all)
  if (facts) fill(all, facts)
  all.databaseUp.set(facts ? 1 : 0)
  all.buildInfo.set({ version: packageFile.version }, 1)
  all.breakerOpen.set(isResting() ? 1 : 0)
  const clock = providerClock()
  if (clock) all.providerOffset.set(clock.offsetMs / 1000)
  return { text: await all.registry.metrics(), type: all.registry.contentType }
}
