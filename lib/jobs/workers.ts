import 'server-only'
import { now } from '@/lib/clock'
import { env } from '@/lib/env'
import { foldCounts } from '@/lib/insights/fold-counts'
import { log } from '@/lib/log'
import { getSessionById } from '@/lib/sessions/get-session-by-id'
import { refreshSession } from '@/lib/sessions/refresh-session'
import { endAuditJobs, startAuditJobs } from './audit-jobs'
import { startEraseJobs } from './erase-jobs'
import { forgetEnded } from './forget-ended'
import { startInviteJobs } from './invite-jobs'
import { queues, startQueue, stopQueue } from './queue'
import { dueSessions, reapStarts } from './sweep'
import { systemActor } from './system-actor'

/** Reads under way at once in one process; more would only wait for the budget. */
const readers = 4

/** A reader asks for work once a second, so this many reads a second it can do: 12 of a process, 720 a minute. */
const readsAtATime = 3

/**
 * Seconds after the minute at which is looked again. What an instance that died was reading is free after its lease of half
 * a minute, and somebody else has to have it within a minute (F-23); the queue's own clock ticks in minutes.
 */
const alsoAfter = [20, 40]

/** A job may fire a moment early by another machine's clock. */
const earlyMs = 1_000

type Reconcile = { id: string }
type Sweep = { minute?: true }

/** Reads one session if it is still due; otherwise someone was faster, which is fine. */
export const reconcile = async ({ id }: Reconcile): Promise<void> => {
  const row = await getSessionById(id)
  if (!row?.next_read_at || row.next_read_at.getTime() > now().getTime() + earlyMs) return
  await refreshSession(systemActor('reconciler'), id, 'sweep')
}

const oneByOne = async <T>(items: readonly T[], work: (item: T) => Promise<void>) => {
  const ended: PromiseSettledResult<void>[] = []
  for (const item of items) ended.push(...(await Promise.allSettled([work(item)])))
  return ended
}

/** Starts the queue, and unless this process only serves pages, its workers. */
export const startWorkers = async (): Promise<void> => {
  const { runJobs } = env()
  const boss = await startQueue(runJobs)
  if (!runJobs) return
  await boss.work<Reconcile>(
    queues.reconcile,
    { batchSize: readsAtATime, localConcurrency: readers, pollingIntervalSeconds: 1 },
    async (jobs) => {
      // One that throws must not take the others with it; they would wait for the next sweep.
      const ended = await oneByOne(jobs, ({ data }) => reconcile(data))
      for (const one of ended) if (one.status === 'rejected') throw one.reason
    },
  )
  await boss.work<Sweep>(queues.sweep, { batchSize: 1, pollingIntervalSeconds: 5 }, async ([job]) => {
    if (job?.data.minute)
      for (const startAfter of alsoAfter)
        await boss.send(queues.sweep, {}, { startAfter, singletonKey: `after ${startAfter}` })
    await reapStarts()
    await forgetEnded()
    await foldCounts()
    const due = await dueSessions()
    if (due.length > 0)
      await boss.insert(
        queues.reconcile,
        due.map((id) => ({ data: { id }, singletonKey: id })),
      )
    log.debug('sweep.done', { count: due.length })
  })
  await startAuditJobs(boss)
  await startInviteJobs(boss)
  await startEraseJobs(boss)
  await boss.schedule(queues.sweep, '* * * * *', { minute: true })
  // What fell due while nobody was running does not wait for the minute.
  await boss.send(queues.sweep, {}, { singletonKey: 'start' })
}

/** Lets jobs finish and gives their leases back (F-26), then signs the trail as it stands. */
export const stopWorkers = async (): Promise<void> => {
  await stopQueue()
  await endAuditJobs()
}
