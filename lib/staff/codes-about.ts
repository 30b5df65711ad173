import 'server-only'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { env } from '@/lib/env'
import { adminPath } from '@/lib/paths'
import { getOrganisation } from '@/lib/settings/get-organisation'

/** Whose recovery codes these are and what they open, so that a file or a sheet found years later says it. */
export type CodesAbout = { organisation: string; address: string; email: string; madeAt: Date }

/** The same for a colleague who is shown codes now. */
export const codesAbout = async ({ staffId }: { staffId: string }): Promise<CodesAbout> => {
  const [{ name }, { rows }] = await Promise.all([
    getOrganisation(),
    pool().query<{ email: string }>('select email from staff where id = $1', [staffId]),
  ])
  return {
    organisation: name,
    address: `${env().publicOrigin}${adminPath()}`,
    email: rows[0]?.email ?? '',
    madeAt: now(),
  }
}
