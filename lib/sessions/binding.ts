import 'server-only'
import { cookies } from 'next/headers'
import type { QueryConfig } from 'pg'
import { mintActor, type PersonActor } from '@/lib/audit/actor'
import { now } from '@/lib/clock'
import { db, pool } from '@/lib/db/client'
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

/** How long a replaced cookie still opens its sessions once its successor was seen, for requests already under way. */
const overlapMs = 60_000

/** Ends what a cookie replaced: the browser has shown that it holds the new one. */
const endReplaced = (replaces: Buffer): QueryConfig => ({
  name: 'end_replaced_browser',
  text: 'update browsers set expires_at = $2 where binder_hash = $1 and expires_at > $2',
  values: [replaces, new Date(now().getTime() + overlapMs)],
})

/** The person a binder stands for, or null when it has started nothing here or has ended. */
export const personBehind = async (binder: Binder): Promise<PersonActor | null> => {
  const at = now()
  const { rows } = await pool().query<{ owner_id: string; outlived: Buffer | null }>({
    name: 'person_behind',
    text: `select b.owner_id, o.binder_hash as outlived
           from browsers b left join browsers o on o.binder_hash = b.replaces and o.expires_at > $3
           where b.binder_hash = $1 and b.expires_at > $2`,
    values: [binderHash(binder), at, new Date(at.getTime() + overlapMs)],
  })
  const row = rows[0]
  if (!row) return null
  if (row.outlived) await pool().query(endReplaced(row.outlived))
  return personWith(row.owner_id)
}

/** The person of this request, or null. */
export const currentPerson = async (): Promise<PersonActor | null> => {
  const binder = await currentBinder()
  return binder && personBehind(binder)
}

/**
 * The person of a request that starts something: a browser met for the first time gets its owner here. The row stays
 * locked until the transaction ends, so two starts of one browser take turns. Null when the cookie has ended.
 */
export const personOf = async (tx: Tx, binder: Binder): Promise<PersonActor | null> => {
  const at = now()
  const expires = new Date((binderIssuedAt(binder) ?? at).getTime() + binderLifeSeconds * 1000)
  const { rows } = await tx.client.query<{ owner_id: string; live: boolean; replaces: Buffer | null }>({
    name: 'adopt_browser',
    text: `insert into browsers (binder_hash, owner_id, created_at, expires_at) values ($1, $2, $3, $4)
           on conflict (binder_hash) do update set owner_id = browsers.owner_id
           returning owner_id, expires_at > $3 as live, replaces`,
    values: [binderHash(binder), newId('own'), at, expires],
  })
  const row = rows[0]
  if (!row?.live) return null
  if (row.replaces) tx.send(endReplaced(row.replaces))
  return personWith(row.owner_id)
}

/**
 * A new cookie value for the same owner. The caller sets the cookie. The old value ends when the browser shows the
 * new one and not before: until then nobody knows that the answer arrived.
 */
export const renewBinder = async (actor: PersonActor, old: Binder): Promise<Binder> => {
  const at = now()
  const binder = freshBinder()
  await db()
    .insert(browsers)
    .values({
      binder_hash: binderHash(binder),
      owner_id: actor.ownerId,
      created_at: at,
      expires_at: new Date(at.getTime() + binderLifeSeconds * 1000),
      replaces: binderHash(old),
    })
  return binder
}
