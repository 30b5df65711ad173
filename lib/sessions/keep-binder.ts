import 'server-only'
import { cookies } from 'next/headers'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import {
  type Binder,
  binderCookieName,
  binderCookieOptions,
  binderHash,
  freshBinder,
  isShortFor,
  journeyMs,
} from './binder'
import { currentBinder, personBehind, renewBinder } from './binding'

/*
 * What actions and route handlers do so that a browser stays the same browser; a page cannot set a cookie.
 */

const giveBinder = async (binder: Binder): Promise<void> => {
  ;(await cookies()).set(binderCookieName(), binder, binderCookieOptions())
}

/** Renews a cookie that could end before the journey that this request began or went on with. */
export const outlastJourney = async (): Promise<void> => {
  const binder = await currentBinder()
  if (!binder || !isShortFor(binder, journeyMs)) return
  const person = await personBehind(binder)
  if (person) await giveBinder(await renewBinder(person, binder))
}

/** The cookie to go on with: this one, or a new one of nobody in place of one that has ended. */
export const usableBinder = async (binder: Binder): Promise<Binder> => {
  const { rowCount } = await pool().query('select 1 from browsers where binder_hash = $1 and expires_at <= $2', [
    binderHash(binder),
    now(),
  ])
  if (rowCount === 0) return binder
  const fresh = freshBinder()
  await giveBinder(fresh)
  return fresh
}
