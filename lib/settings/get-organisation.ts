import 'server-only'
import { pool } from '@/lib/db/client'
import { env } from '@/lib/env'

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
  /** True while a stand-in plays the provider; every page then says so. */
  readonly demo: boolean
  /** False until set-up has named the organisation; nobody may be asked to consent before (L-01). */
  readonly ready: boolean
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

type Saved = Omit<Organisation, 'demo' | 'ready'>

/** The saved organisation; before set-up a demonstration one, or with a real provider one that is not `ready`. */
export const getOrganisation = async (): Promise<Organisation> => {
  const demo = env().sandbox.standIn
  const { rows } = await pool().query<Saved>({
    name: 'get_organisation',
    text: `select name, legal_name, contact, grievance_officer, grievance_contact, alternative_way, return_url
           from organisation where id`,
  })
  const saved = rows[0]
  if (saved) return { ...saved, demo, ready: true }
  return demo ? { ...demonstration, demo, ready: true } : { ...unnamed, demo, ready: false }
}
