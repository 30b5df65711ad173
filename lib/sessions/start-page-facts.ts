import 'server-only'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { providerTrouble } from '@/lib/provider/breaker'
import { currentBinder, personBehind } from './binding'
import { type LastSession, lastSessionOf } from './last-session'
import { newStartKey, type Shown } from './start-key'
import { countsAsTry, startsPerDay } from './tries'

export type StartPageFacts = {
  /** null when the browser keeps no cookie of ours yet. */
  start_key: string | null
  /** The newest attempt that can still be finished at DigiLocker and nobody came back from. */
  unfinished: { handle: string; sentAt: Date; openUntil: Date } | null
  /** Where this browser's last session that is back from DigiLocker or over can be read. */
  last: LastSession | null
  providerSilentSince: Date | null
  /** How many more starts today; null while there is no need to speak of it. */
  triesLeft: number | null
  blockedUntil: Date | null
}

type Row = {
  handle: string
  sent_at: Date | null
  consent_expiry: Date
  created_at: Date
  open: boolean
}

const dayMs = 24 * 60 * 60 * 1000

/** Told before the last ones, not from the start (ux section 11). */
const tellFrom = 2

/** What the start page has to know about this browser; reads only. */
export const startPageFacts = async (shown: Shown): Promise<StartPageFacts> => {
  const providerSilentSince = providerTrouble()?.since ?? null
  const binder = await currentBinder()
  const nobody = { unfinished: null, last: null, providerSilentSince, triesLeft: null, blockedUntil: null }
  if (!binder) return { start_key: null, ...nobody }
  const start_key = newStartKey(binder, shown)
  const person = await personBehind(binder)
  if (!person) return { start_key, ...nobody }
  const at = now()
  // What may be open at the provider has cost a try, so these are enough for both questions.
  const asked = pool().query<Row>({
    name: 'start_page_facts',
    text: `select handle, sent_at, consent_expiry, created_at,
             status = 'at_provider' and bound_return_at is null and consent_expiry > $2 as open
           from kyc_sessions where owner_id = $1 and created_at > $3 and ${countsAsTry}
           order by created_at desc limit ${startsPerDay}`,
    values: [person.ownerId, at, new Date(at.getTime() - dayMs)],
  })
  const [{ rows: tries }, last] = await Promise.all([asked, lastSessionOf(person)])
  const open = tries.find((row) => row.open)
  const oldest = tries[startsPerDay - 1]
  const left = Math.max(0, startsPerDay - tries.length)
  return {
    start_key,
    unfinished: open?.sent_at ? { handle: open.handle, sentAt: open.sent_at, openUntil: open.consent_expiry } : null,
    last,
    providerSilentSince,
    triesLeft: left <= tellFrom ? left : null,
    blockedUntil: oldest ? new Date(oldest.created_at.getTime() + dayMs) : null,
  }
}
