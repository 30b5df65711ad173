import 'server-only'
import type { KycSession } from '@/lib/db/schema/sessions'

/*
 * A start that the provider was too busy for waits in its row for the next press of the same form (F-03): `starting`
 * without a lease. `next_read_at` says until when it is kept, which is this long after the moment the page named.
 */
const keptMs = 10 * 60_000

export const keptUntil = (at: Date, waitSeconds: number): Date => new Date(at.getTime() + waitSeconds * 1000 + keptMs)

/** What is left of the wait that was told to whoever pressed first. */
export const waitLeft = ({ next_read_at }: Pick<KycSession, 'next_read_at'>, at: Date): number =>
  next_read_at === null ? 1 : Math.max(1, Math.ceil((next_read_at.getTime() - keptMs - at.getTime()) / 1000))
