import 'server-only'
import { signInLifeSeconds } from '@/lib/auth/session-cookie'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { binderLifeSeconds, clockSlackMs, resultOpenMs } from '@/lib/sessions/binder'
import { pastLogoMs } from '@/lib/settings/get-brand'
import { forgetAfterMs } from '@/lib/staff/sign-in-tries'

/** Rows of one delete: short enough that nobody waits behind it. */
const batch = 1_000

const keptMs = 24 * 60 * 60 * 1000

/** A browser that was renewed away is known until its old cookie has ended too; nobody may adopt it again. */
const shownAtMostMs = binderLifeSeconds * 1000 + clockSlackMs

const deleteInBatches = async (text: string, ...before: (Date | number)[]): Promise<number> => {
  let deleted = 0
  for (;;) {
    const { rowCount } = await pool().query(text, [batch, ...before])
    deleted += rowCount ?? 0
    if ((rowCount ?? 0) < batch) return deleted
  }
}

/**
 * Deletes what a flood leaves and nobody needs a day after its end: browsers, hand-overs to phones, counters of tries,
 * colleagues' sign-ins with the network they came from, and logos that nobody wears; the trail keeps who signed in (F-43). Sessions are the business of the erasure (lib/privacy/erase.ts).
 * @returns how many rows went
 */
export const forgetEnded = async (): Promise<number> => {
  const before = new Date(now().getTime() - keptMs)
  const browsers = await deleteInBatches(
    `delete from browsers where binder_hash in
       (select binder_hash from browsers where expires_at < $2 and created_at < $3
        order by expires_at limit $1 for update skip locked)`,
    before,
    new Date(now().getTime() - shownAtMostMs),
  )
  // The library that keeps them clears them too, but only while a process goes on counting.
  const counters = await deleteInBatches(
    `delete from rate_limits where key in
       (select key from rate_limits where expire < $2 limit $1 for update skip locked)`,
    before.getTime(),
  )
  const handovers = await deleteInBatches(
    `delete from handovers where id in
       (select id from handovers where expires_at < $2 order by expires_at limit $1 for update skip locked)`,
    new Date(before.getTime() - resultOpenMs),
  )
  const failures = await deleteInBatches(
    `delete from sign_in_failures where email_hash in
       (select email_hash from sign_in_failures where last_at < $2 limit $1 for update skip locked)`,
    new Date(before.getTime() - forgetAfterMs),
  )
  const signIns = await deleteInBatches(
    `delete from staff_sign_ins where sid in
       (select sid from staff_sign_ins where created_at < $2 limit $1 for update skip locked)`,
    new Date(before.getTime() - signInLifeSeconds * 1000),
  )
  const logos = await deleteInBatches(
    `delete from past_logos where logo_hash in
       (select logo_hash from past_logos where replaced_at <= $2 limit $1 for update skip locked)`,
    new Date(now().getTime() - pastLogoMs),
  )
  return browsers + counters + handovers + failures + signIns + logos
}
