import 'server-only'
import type { AdminActor } from '@/lib/audit/actor'
import { now } from '@/lib/clock'

/** A grave action asks who is there if that was last proven longer ago. */
export const freshMs = 5 * 60_000

declare const present: unique symbol

/**
 * A colleague who has just proven that it is still they. What is grave asks for this type and nothing less, so that no door
 * can forget the second look.
 */
export type Present<A extends AdminActor = AdminActor> = A & { readonly [present]: true }

/** Whether presence was proven lately; the one place where that becomes a proof. */
export const isFresh = <A extends AdminActor>(actor: A): actor is Present<A> =>
  now().getTime() - actor.freshAt.getTime() <= freshMs
