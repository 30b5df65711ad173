import 'server-only'

declare const minted: unique symbol

/** A person in the browser that owns a session. Minted only in lib/sessions/binding.ts. */
export type PersonActor = { readonly kind: 'person'; readonly ownerId: string; readonly [minted]: true }

/** A signed-in colleague. Minted only in lib/auth/require-admin.ts. */
export type AdminActor = {
  readonly kind: 'admin'
  readonly staffId: string
  readonly name: string
  readonly role: string
  /** The sign-in of this request. */
  readonly sid: string
  /** When they last proved who they are. */
  readonly freshAt: Date
  /** When the sign-in ends if nothing more happens, and when it ends at the latest. */
  readonly ends: { readonly idle: Date; readonly latest: Date }
  readonly [minted]: true
}

/**
 * A colleague whose password was right and whose second factor is still due: may finish the sign-in and nothing else.
 * Minted only in lib/auth/pending-sign-in.ts.
 */
export type PendingActor = {
  readonly kind: 'pending'
  readonly staffId: string
  readonly name: string
  readonly role: string
  readonly sid: string
  readonly [minted]: true
}

/** The product itself: reconciler, reaper, start-up. Minted only in lib/jobs/system-actor.ts. */
export type SystemActor = { readonly kind: 'system'; readonly job: string; readonly [minted]: true }

/** Someone whose right to a change is the set-up token itself. Minted only in lib/staff/first-run.ts. */
export type SetupActor = { readonly kind: 'setup'; readonly [minted]: true }

export type Actor = PersonActor | AdminActor | PendingActor | SystemActor | SetupActor

type Bare<A extends Actor> = A extends Actor ? Omit<A, typeof minted> : never

/**
 * The one cast: a brand has no run-time form. Callers are the files named above and nobody else; the house check
 * refuses an import from any other place.
 */
export const mintActor = <A extends Actor>(actor: Bare<A>): A => actor as unknown as A

/** Who an audit row names. */
export const actorId = (actor: Actor): string => {
  switch (actor.kind) {
    case 'person':
      return actor.ownerId
    case 'admin':
    case 'pending':
      return actor.staffId
    case 'system':
      return actor.job
    case 'setup':
      return 'setup-link'
  }
}
