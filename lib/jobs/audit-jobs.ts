import 'server-only'
import type { PgBoss } from 'pg-boss'
import { purgeAudit } from '@/lib/audit/purge-audit'
import { signAtEnd } from '@/lib/audit/sign-head'
import { watchTrail } from '@/lib/audit/watch-trail'
import { env } from '@/lib/env'
import { errorFields, log } from '@/lib/log'
import { getRetention } from '@/lib/privacy/retention'
import { systemActor } from './system-actor'

/** `watch` signs and checks the trail each minute, `purge` ends what is past its time once a day. */
const queues = { watch: 'audit_watch', purge: 'audit_purge' } as const

/** Three in the morning in India, when nobody waits for the disk. */
const purgeCron = '30 21 * * *'

/** Keeps the audit trail signed, checked and within its time, by one instance at a time. */
export const startAuditJobs = async (boss: PgBoss): Promise<void> => {
  await boss.createQueue(queues.watch, {
    policy: 'stately',
    expireInSeconds: 300,
    deleteAfterSeconds: 3600,
    retryLimit: 0,
  })
  await boss.createQueue(queues.purge, { policy: 'stately', expireInSeconds: 7200, retryLimit: 3, retryDelay: 600 })
  await boss.work(queues.watch, { batchSize: 1, pollingIntervalSeconds: 5 }, async () => {
    await watchTrail(systemActor('auditor'))
  })
  await boss.work(queues.purge, { batchSize: 1, pollingIntervalSeconds: 60 }, async () => {
    const { audit_days } = await getRetention()
    await purgeAudit(systemActor('auditor'), audit_days)
  })
  await boss.schedule(queues.watch, '* * * * *')
  await boss.schedule(queues.purge, purgeCron)
  await boss.send(queues.watch, {}, { singletonKey: 'start' })
}

/** Signs what is new as a process ends; with the database away there is nothing to sign, and the next start will. */
export const endAuditJobs = async (): Promise<void> => {
  if (!env().runJobs) return
  await signAtEnd(systemActor('auditor')).catch((error: unknown) =>
    log.warn('audit.not_signed_at_end', errorFields(error)),
  )
}
