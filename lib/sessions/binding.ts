import 'server-only'
import { and, eq, gt } from 'drizzle-orm'
import { cookies } from 'next/headers'
import { mintActor, type PersonActor } from '@/lib/audit/actor'
import { now } from '@/lib/clock'
import { db } from '@/lib/db/client'
import { browsers } from '@/lib/db/schema/sessions'
import type { Tx } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import {
  binderCookieName,
  binderCookieOptions,
  binderHash,
  binderIssuedAt,
  binderLifeSeconds,
  freshBinder,
} from './binder'

/*
 * Who is in front of us? The browser, and nothing in the address. The cookie's hash leads to an owner; sessions belong
 * to the owner, so the cookie can be renewed without losing them. The only place that mints a PersonActor.
 */

/** The binder cookie of this request, if we issued it and it has not ended. */
export const currentBinder = async (): Promise<string | null> => {
  const value = (await cookies()).get(binderCookieName())?.value
  return value !== undefined && binderIssuedAt(value) ? value : null
}

const ownerOf = async (binder: string): Promise<string | null> => {
  const [row] = await db()
    .select({ owner_id: browsers.owner_id })
    .from(browsers)
    .where(and(eq(browsers.binder_hash, binderHash(binder)), gt(browsers.expires_at, now())))
  return row?.owner_id ?? null
}

/** The person this browser stands for, or null when it has started nothing here. */
export const currentPerson = async (): Promise<PersonActor | null> => {
  const binder = await currentBinder()
  const ownerId = binder && (await ownerOf(binder))
  return ownerId ? mintActor<PersonActor>({ kind: 'person', ownerId }) : null
}

/** The person of a request that starts something: a browser met for the first time gets its owner here. */
export const personOf = async (binder: string): Promise<PersonActor> => {
  const at = now()
  const expires_at = new Date((binderIssuedAt(binder) ?? at).getTime() + binderLifeSeconds * 1000)
  const row = { binder_hash: binderHash(binder), owner_id: newId('own'), created_at: at, expires_at }
  await db().insert(browsers).values(row).onConflictDoNothing()
  const ownerId = await ownerOf(binder)
  if (!ownerId) throw new Error('expected an owner for a fresh binder, found none')
  return mintActor<PersonActor>({ kind: 'person', ownerId })
}

/** How long the old cookie still opens its sessions after a renewal, for requests already under way. */
const overlapMs = 60_000

/** A new cookie value for the same owner (R-03: renewed after a final result). The caller sets the cookie. */
export const renewBinder = async (tx: Tx, actor: PersonActor): Promise<string> => {
  const at = now()
  const binder = freshBinder()
  await tx.db
    .update(browsers)
    .set({ expires_at: new Date(at.getTime() + overlapMs) })
    .where(and(eq(browsers.owner_id, actor.ownerId), gt(browsers.expires_at, new Date(at.getTime() + overlapMs))))
  await tx.db.insert(browsers).values({
    binder_hash: binderHash(binder),
    owner_id: actor.ownerId,
    created_at: at,
    expires_at: new Date(at.getTime() + binderLifeSeconds * 1000),
  })
  return binder
}

/** Sets the renewed cookie; only actions and route handlers can. */
export const setBinderCookie = async (binder: string): Promise<void> => {
  ;(await cookies()).set(binderCookieName(), binder, binderCookieOptions())
}
