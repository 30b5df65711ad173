import 'server-only'
import { now } from '@/lib/clock'
import type { Tx } from '@/lib/db/transaction'
import { nudgeWorker, queues, runningQueue } from './queue'

/** The sweep certainly looks within a minute; only what is due before that needs a job of its own. */
const sweepEveryMs = 60_000

/**
 * Wakes the reconciler for one session, in the caller's transaction. `next_read_at` on the row stays the truth: a process
 * without a queue, or a job that is lost, costs at most a minute until the sweep sees it.
 */
export const enqueueReconcile = async (tx: Tx, kycSessionId: string, at: Date): Promise<void> => {
  const queue = runningQueue()
  if (!queue || at.getTime() - now().getTime() > sweepEveryMs) return
  await queue.send(
    queues.reconcile,
    { id: kycSessionId },
    {
      startAfter: at,
      // One waiting job per session: the queue's policy drops a second.
      singletonKey: kycSessionId,
      db: { executeSql: (text, values) => tx.client.query(text, values) },
    },
  )
}

/**
 * Wakes a worker that finds its own work, in the caller's transaction. The rows are the truth: a job that is lost costs at
 * most a minute.
 */
const wake = async (tx: Tx, queue: (typeof queues)['mail' | 'imports']): Promise<void> => {
  const db = { executeSql: (text: string, values?: unknown[]) => tx.client.query(text, values) }
  await runningQueue()?.send(queue, {}, { singletonKey: queue, db })
  tx.afterCommit(() => nudgeWorker(queue))
}

export const enqueueMail = (tx: Tx): Promise<void> => wake(tx, queues.mail)
export const enqueueImports = (tx: Tx): Promise<void> => wake(tx, queues.imports)
