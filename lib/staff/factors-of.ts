import 'server-only'
import type { ClientBase, Pool } from 'pg'
import { pool } from '@/lib/db/client'

/** What a colleague can prove themselves with, besides the password. */
export type Factors = { readonly app: boolean; readonly passkeys: number; readonly recoveryCodesLeft: number }

/** What they have as this client sees it, which may be in the midst of a change. */
export const readFactors = async (on: Pool | ClientBase, staffId: string): Promise<Factors> => {
  const { rows } = await on.query<Factors>({
    name: 'factors_of',
    text: `select exists (select from staff_totp where staff_id = $1 and confirmed_at is not null) as app,
             (select count(*)::int from staff_passkeys where staff_id = $1) as passkeys,
             (select count(*)::int from staff_recovery_codes where staff_id = $1 and used_at is null) as "recoveryCodesLeft"`,
    values: [staffId],
  })
  return rows[0] ?? { app: false, passkeys: 0, recoveryCodesLeft: 0 }
}

export const factorsOf = (staffId: string): Promise<Factors> => readFactors(pool(), staffId)

export const hasSecondFactor = ({ app, passkeys }: Factors): boolean => app || passkeys > 0
