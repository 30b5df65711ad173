import 'server-only'
import { nowMs } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import type { Tx } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { shortestDays } from '@/lib/kyc/retention'
import { processState } from '@/lib/process-state'
import { type Brand, type BrandRow, brandOf } from './brand-sheet'

/** Who asks for documents here, as it stands on every page and in every notice. */
export type Organisation = {
  readonly name: string
  readonly legal_name: string
  readonly contact: string
  readonly grievance_officer: string
  readonly grievance_contact: string
  /** Completes "You can still …" for people who do not want to share. */
  readonly alternative_way: string
  readonly return_url: string | null
  /** How long finished sessions are kept, as the notice says it. */
  readonly session_days: number
  /** True while a stand-in plays the provider; every page then says so. */
  readonly demo: boolean
  /** False until set-up has named the organisation; nobody may be asked to consent before (L-01). */
  readonly ready: boolean
  readonly brand: Brand
}

// Looks like a bank so that a demonstration reads true, and cannot be taken for one: the domain is reserved (RFC 2606).
const demonstration = {
  name: 'Demo Bank',
  legal_name: 'Demo Bank Limited (demonstration)',
  contact: 'help@demo-bank.example',
  grievance_officer: 'Asha Rao',
  grievance_contact: 'grievance@demo-bank.example',
  alternative_way: 'visit any Demo Bank branch with your documents',
  return_url: null,
}

const unnamed = {
  name: 'Swikriti',
  legal_name: '',
  contact: '',
  grievance_officer: '',
  grievance_contact: '',
  alternative_way: '',
  return_url: null,
}

type Saved = Omit<Organisation, 'demo' | 'ready' | 'brand' | 'session_days'>

const read = async (): Promise<Organisation> => {
  const demo = env().sandbox.standIn
  // One row whatever is saved, so that a look chosen before set-up and a name without a look both come along.
  const { rows } = await pool().query<Saved & BrandRow & { saved: boolean; session_days: number | null }>({
    name: 'get_organisation',
    text: `select o.id is not null as saved, o.name, o.legal_name, o.contact, o.grievance_officer, o.grievance_contact,
             o.alternative_way, o.return_url, r.session_days, b.accent, b.logo_hash, b.logo_width, b.logo_height
           from (values (true)) one (id) left join organisation o using (id) left join brand b using (id)
             left join retention r using (id)`,
  })
  const [row] = rows
  if (!row) throw new Error('expected one row of the organisation, found none')
  const { saved, accent, logo_hash, logo_width, logo_height, session_days: chosen, ...organisation } = row
  const session_days = chosen ?? shortestDays
  const brand = brandOf({ accent, logo_hash, logo_width, logo_height })
  if (saved) return { ...organisation, session_days, brand, demo, ready: true }
  return demo
    ? { ...demonstration, session_days, brand, demo, ready: true }
    : { ...unnamed, session_days, brand, demo, ready: false }
}

/** Every page asks, several times a second under load; another instance learns of a change this much later. */
const lifeMs = 2_000

type Memory = { asked: Promise<Organisation> | null; until: number }
const memory = () => processState<Memory>('organisation', () => ({ asked: null, until: 0 }))

const forget = (): void => {
  memory().asked = null
}

/** The saved organisation; before set-up a demonstration one, or with a real provider one that is not `ready`. */
export const getOrganisation = (): Promise<Organisation> => {
  const held = memory()
  // The clock may be set back; what was read in what is now the future is not kept until then.
  if (held.asked && nowMs() < held.until && held.until - nowMs() <= lifeMs) return held.asked
  const asked = read()
  held.asked = asked
  held.until = nowMs() + lifeMs
  asked.catch(forget)
  return asked
}

/** Who changes the organisation sees it at once, on this instance. */
export const organisationChanges = (tx: Tx): void => tx.afterCommit(forget)
