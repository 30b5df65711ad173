import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import { systemActor } from '@/lib/jobs/system-actor'
import { isFinal } from '@/lib/kyc/session-status'
import { type Binder, binderCookieName, binderCookieOptions } from './binder'
import { personBehind, renewBinder } from './binding'
import { recordReturn } from './record-return'
import { refreshSession } from './refresh-session'

export type CameBack = {
  /** Whose page to show; null for the neutral one. */
  handle: string | null
  cookie: { name: string; value: string; options: ReturnType<typeof binderCookieOptions> } | null
  /** A read of the provider that outlives the answer. */
  background: Promise<unknown> | null
}

/** The page answers within three seconds; a slower provider is read on while the person waits (F-07). */
const patienceMs = 2_500

/**
 * Another browser's nonce and a made-up one are answered alike, so they must also take alike: both wait this long, which
 * is more than either needs.
 */
const neutralMs = 60

/** The return, told whole: bind, read the provider once, renew the cookie when it is over. */
export const comeBack = async (nonce: string, binder: Binder | null, hint: string | null): Promise<CameBack> => {
  const waited = pause(neutralMs)
  const outcome = await recordReturn(nonce, binder && (await personBehind(binder)), hint, binder)
  if (!binder || outcome.kind !== 'bound') {
    await waited
    const background =
      outcome.kind === 'elsewhere' ? refreshSession(systemActor('unknown_browser'), outcome.id, 'sweep') : null
    return { handle: null, cookie: null, background }
  }
  const { actor, id, handle } = outcome
  // A replay of an old return shows the old result and asks nobody. Should the answer before it have been lost, the
  // cookie it came with is still good.
  if (outcome.final) return { handle, cookie: null, background: null }
  const reading = refreshSession(actor, id, 'person')
  const row = await Promise.race([reading, pause(patienceMs, 'slow' as const, { ref: false })])
  if (row === 'slow') return { handle, cookie: null, background: reading }
  if (!row || !isFinal(row.status)) return { handle, cookie: null, background: null }
  const value = await renewBinder(actor, binder)
  return { handle, cookie: { name: binderCookieName(), value, options: binderCookieOptions() }, background: null }
}
