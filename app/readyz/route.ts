import { setTimeout as sleep } from 'node:timers/promises'
import { pool } from '@/lib/db/client'
import { errorFields, log } from '@/lib/log'
import { isDraining } from '@/lib/security/front-door'

export const dynamic = 'force-dynamic'

/** A balancer asks every second or two; a slower answer is as good as none. */
const patienceMs = 1_000

const databaseAnswers = async (): Promise<boolean> => {
  const ping = pool()
    .query({ name: 'readyz', text: 'select 1' })
    .then(
      () => true,
      (error: unknown) => {
        log.warn('db.unreachable', errorFields(error))
        return false
      },
    )
  return Promise.race([ping, sleep(patienceMs, false, { ref: false })])
}

/** Whether people may be sent here: the database answers and nobody asked this process to leave. Public. */
export const GET = async (): Promise<Response> => {
  if (!isDraining() && (await databaseAnswers())) return new Response('ready\n')
  return new Response('not ready\n', { status: 503, headers: { 'Retry-After': '5' } })
}
