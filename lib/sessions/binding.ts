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
  type Binder,
  binderCookieName,
  binderHash,
  binderIssuedAt,
  binderLifeSeconds,
  freshBinder,
  readBinder,
} from './binder'

/*
 * Who is in front of us? The browser, and nothing in the address. The cookie's hash leads to an owner; sessions belong
 * to the owner, so the cookie can be renewed without losing them. The only place that mints a PersonActor.
 */

/** The binder cookie of this request, if we issued it and it has not ended. */
export const currentBinder = async (): Promise<Binder | null> =>
  readBinder((await cookies()).get(binderCookieName())?.value)

const personWith = (ownerId: string): PersonActor => mintActor<PersonActor>({ kind: 'person', ownerId })

/** The person a binder stands for, or null when it has started nothing here. */
export const personBehind = async (binder: Binder): Promise<PersonActor | null> => {
  const [row] = await db()
    .select({ owner_id: browsers.owner_id })
    .from(browsers)
    .where(and(eq(browsers.binder_hash, binderHash(binder)), gt(browsers.expires_at, now())))
  return row ? personWith(row.owner_id) : null
}

/** The person of this request, or null. */
export const currentPerson = async (): Promise<PersonActor | null> => {
  const binder = await currentBinder()
  return binder && personBehind(binder)
}

/**
 * The person of a request that starts something: a browser met for the first time gets its owner here. The row stays
 * locked until the transaction ends, so two starts of one browser take turns. Null when the cookie was renewed away.
 */
export const personOf = async (tx: Tx, binder: Binder): Promise<PersonActor | null> => {
  const at = now()
  const expires = new Date((binderIssuedAt(binder) ?? at).getTime() + binderLifeSeconds * 1000)
  const { rows } = await tx.client.query<{ owner_id: string; live: boolean }>({
    name: 'adopt_browser',
    text: `insert into browsers (binder_hash, owner_id, created_at, expires_at) values ($1, $2, $3, $4)
           on conflict (binder_hash) do update set owner_id = browsers.owner_id
           returning owner_id, expires_at > $3 as live`,
    values: [binderHash(binder), newId('own'), at, expires],
  })
  const row = rows[0]
  return row?.live ? personWith(row.owner_id) : null
}

/** How long the old cookie still opens its sessions after a renewal, for requests already under way. */
const overlapMs = 60_000

/** A new cookie value for the same owner (R-03: renewed after a final result). The caller sets the cookie. */
export const renewBinder = async (tx: Tx, actor: PersonActor): Promise<Binder> => {
  const at = now()
  const soon = new Date(at.getTime() + overlapMs)
  const binder = freshBinder()
  await tx.db
    .update(browsers)
    .set({ expires_at: soon })
    .where(and(eq(browsers.owner_id, actor.ownerId), gt(browsers.expires_at, soon)))
  await tx.db.insert(browsers).values({
    binder_hash: binderHash(binder),
    owner_id: actor.ownerId,
    created_at: at,
    expires_at: new Date(at.getTime() + binderLifeSeconds * 1000),
  })
  return binder
}
