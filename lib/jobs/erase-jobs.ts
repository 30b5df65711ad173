import 'server-only'
import type { PgBoss } from 'pg-boss'
import { eraseDue } from '@/lib/privacy/erase'
import { systemActor } from './system-actor'

const queue = 'erase'

/** A stop waits for the work under way, so a job is short and asks for another when there is more. */
const workMs = 5_000

/**
 * Keeps the periods of retention. Looked at each half hour, so that a night is met at three in the morning in India, and one
 * that was missed, or was cut off, is made up for; the rows of `erasures` say which.
 */
export const startEraseJobs = async (boss: PgBoss): Promise<void> => {
  await boss.createQueue(queue, { policy: 'short', expireInSeconds: 120, retryLimit: 0, deleteAfterSeconds: 3600 })
  await boss.work(queue, { batchSize: 1, pollingIntervalSeconds: 2 }, async () => {
    if (await eraseDue(systemActor('eraser'), workMs)) await boss.send(queue, {}, { singletonKey: queue })
  })
  await boss.schedule(queue, '*/30 * * * *')
  await boss.send(queue, {}, { singletonKey: queue })
}
