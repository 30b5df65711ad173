import 'server-only'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import type { Tx } from '@/lib/db/transaction'
import { blindIndex } from '@/lib/security/blind-index'
import { limiter } from '@/lib/security/rate-limit'

/** From this many failures on, each one makes the next wait. */
export const freeTries = 5
const firstWaitSeconds = 60
/** Long enough to make guessing hopeless, short enough that nobody is kept out for good. */
const longestWaitSeconds = 30 * 60
/** Failures older than this are forgiven. */
export const forgetAfterMs = 24 * 60 * 60 * 1000

/** Where a try comes from: a browser its account knows, or a network. */
export type Place = { readonly email: string; readonly knownAs: string | null; readonly prefix: string }

/** Address and place together, as a keyed hash: the table names neither, and lists known and unknown accounts alike. */
const keyOf = ({ email, knownAs, prefix }: Place): Buffer => blindIndex('email', `${email}\n${knownAs ?? prefix}`)

export type Reserved =
  | { readonly ok: true; readonly lockedUntil: Date | null }
  | { readonly ok: false; readonly until: Date }

/**
 * Counts the try as failed before it is judged, so that many at once cannot all slip through before the first failure is
 * written. A success forgets it again. `lockedUntil` is the wait this try causes if it fails.
 */
const reserve = async (place: Place): Promise<Reserved> => {
  const at = now()
  const { rows } = await pool().query<{ locked_until: Date | null }>({
    name: 'reserve_sign_in',
    text: `insert into sign_in_failures as f (email_hash, failures, last_at) values ($1, 1, $2)
           on conflict (email_hash) do update set
             failures = case when f.last_at < $3 then 1 else least(f.failures + 1, 1000) end,
             last_at = $2,
             locked_until = case when f.last_at < $3 or f.failures + 1 < $4 then null
               else $2 + make_interval(secs => least($6, $5 * power(2, least(f.failures + 1 - $4, 20)))) end
           where f.locked_until is null or f.locked_until <= $2
           returning locked_until`,
    values: [keyOf(place), at, new Date(at.getTime() - forgetAfterMs), freeTries, firstWaitSeconds, longestWaitSeconds],
  })
  const row = rows[0]
  if (row) return { ok: true, lockedUntil: row.locked_until }
  const found = await pool().query<{ locked_until: Date | null }>(
    'select locked_until from sign_in_failures where email_hash = $1',
    [keyOf(place)],
  )
  return { ok: false, until: found.rows[0]?.locked_until ?? at }
}

/** Takes one try back that was counted but not judged; a place that has no others leaves no row behind. */
const giveBack = async (place: Place): Promise<void> => {
  const key = keyOf(place)
  await pool().query('delete from sign_in_failures where email_hash = $1 and failures <= 1', [key])
  await pool().query('update sign_in_failures set failures = failures - 1, locked_until = null where email_hash = $1', [
    key,
  ])
}

/** Tries of strangers: for one account an hour, from one network in 15 minutes, and for everybody in a minute. */
const strangersLimits = (place: Place) => [
  limiter('sign_in_network', 60, 900).take(place.prefix),
  limiter('sign_in_account', 20, 3600).take(keyOf({ ...place, knownAs: null, prefix: 'any' }).toString('base64url')),
  limiter('sign_in_all', 300, 60).take('all'),
]

/** Whether a password may be tried now. Every refusal names a time and looks the same for any address. */
export const takeTry = async (place: Place): Promise<Reserved> => {
  const reserved = await reserve(place)
  if (!reserved.ok || place.knownAs !== null) return reserved
  const refused = (await Promise.all(strangersLimits(place))).filter((taken) => !taken.ok)
  if (refused.length === 0) return reserved
  await giveBack(place)
  return { ok: false, until: new Date(Math.max(...refused.map(({ until }) => until.getTime()))) }
}

/** The password was right: this place starts afresh, and failures that no longer count are cleared away. */
export const forgetFailures = async (tx: Tx, place: Place): Promise<void> => {
  await tx.client.query('delete from sign_in_failures where email_hash = $1 or last_at < $2', [
    keyOf(place),
    new Date(now().getTime() - forgetAfterMs),
  ])
}
