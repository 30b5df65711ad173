import 'server-only'
import { now } from '@/lib/clock'
import { env } from '@/lib/env'
import { foldCounts } from '@/lib/insights/fold-counts'
import { log } from '@/lib/log'
import { getSessionById } from '@/lib/sessions/get-session-by-id'
import { refreshSession } from '@/lib/sessions/refresh-session'
import { endAuditJobs, startAuditJobs } from './audit-jobs'
import { forgetEnded } from './forget-ended'
import { startInviteJobs } from './invite-jobs'
import { queues, startQueue, stopQueue } from './queue'
import { dueSessions, reapStarts } from './sweep'
import { systemActor } from './system-actor'

/** Reads under way at once in one process; more would only wait for the budget. */
const readers = 4

/** A job may fire a moment early by another machine's clock. */
const earlyMs = 1_000

type Reconcile = { id: string }

/** Reads one session if it is still due; otherwise someone was faster, which is fine. */
export const reconcile = async ({ id }: Reconcile): Promise<void> => {
  const row = await getSessionById(id)
  if (!row?.next_read_at || row.next_read_at.getTime() > now().getTime() + earlyMs) return
  await refreshSession(systemActor('reconciler'), id, 'sweep')
}

/** Starts the queue, and unless this process only serves pages, its workers. */
export const startWorkers = async (): Promise<void> => {
  const { runJobs } = env()
  const boss = await startQueue(runJobs)
  if (!runJobs) return
  await boss.work<Reconcile>(
    queues.reconcile,
    { batchSize: 1, localConcurrency: readers, pollingIntervalSeconds: 1 },
    async ([job]) => {
      if (job) await reconcile(job.data)
    },
  )
  await boss.work(queues.sweep, { batchSize: 1, pollingIntervalSeconds: 5 }, async () => {
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
  await boss.schedule(queues.sweep, '* * * * *')
  // What fell due while nobody was running does not wait for the minute.
  await boss.send(queues.sweep, {}, { singletonKey: 'start' })
}

/** Lets jobs finish and gives their leases back (F-26), then signs the trail as it stands. */
export const stopWorkers = async (): Promise<void> => {
  await stopQueue()
  await endAuditJobs()
}
