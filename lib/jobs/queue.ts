import 'server-only'
import { PgBoss } from 'pg-boss'
import { pool } from '@/lib/db/client'
import { log } from '@/lib/log'
import { processState } from '@/lib/process-state'

/**
 * Queue names. `sweep` finds what is due three times a minute; `reconcile` reads one session; `mail` sends what is due, `reminders` puts
 * reminders in line for it, and `imports` works off files of invitations.
 */
export const queues = {
  reconcile: 'reconcile',
  sweep: 'sweep',
  mail: 'mail',
  reminders: 'reminders',
  imports: 'invite_imports',
} as const

export const queueSchema = 'pgboss'

type Shelf = { boss?: PgBoss | undefined; workers: Map<string, string> }
const shelf = () => processState<Shelf>('queue', () => ({ workers: new Map() }))

/** The queue of this process, or undefined before start and after stop. */
export const runningQueue = (): PgBoss | undefined => shelf().boss

/** Remembers who works off a queue in this process. */
export const noteWorker = (queue: string, workerId: string): void => void shelf().workers.set(queue, workerId)

/** Lets this process look into a queue now; whoever else works it off looks within seconds. */
export const nudgeWorker = (queue: string): void => {
  const { boss, workers } = shelf()
  const workerId = workers.get(queue)
  if (workerId !== undefined) boss?.notifyWorker(workerId)
}

/**
 * Opens the queue on our own pool. Its tables are made by the migration, not here.
 * @param supervise whether this process also expires and retries jobs; one that only sends does not
 */
export const startQueue = async (supervise: boolean): Promise<PgBoss> => {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool().query(text, values) },
    schema: queueSchema,
    migrate: false,
    createSchema: false,
    supervise,
    schedule: supervise,
  })
  // While the database is away every poll fails; the pool recovers by itself, so this is a line in the log, no more.
  boss.on('error', (error) => log.warn('queue.error', { error_name: error.name }))
  await boss.start()
  await boss.createQueue(queues.sweep, { policy: 'short', expireInSeconds: 120, deleteAfterSeconds: 3600 })
  await boss.createQueue(queues.reconcile, {
    policy: 'short',
    // Three reads one after another, each up to its deadline (lib/jobs/workers.ts).
    expireInSeconds: 120,
    retryLimit: 0,
    deleteAfterSeconds: 600,
  })
  for (const queue of [queues.mail, queues.reminders, queues.imports])
    await boss.createQueue(queue, { policy: 'short', expireInSeconds: 300, retryLimit: 0, deleteAfterSeconds: 600 })
  shelf().boss = boss
  return boss
}

/** Finishes the jobs under way and closes the queue; the pool stays open. */
export const stopQueue = async (): Promise<void> => {
  const boss = shelf().boss
  shelf().boss = undefined
  shelf().workers.clear()
  await boss?.stop({ graceful: true, timeout: 15_000, close: false })
}
