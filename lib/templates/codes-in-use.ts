import 'server-only'
import { pool } from '@/lib/db/client'
import { env } from '@/lib/env'

/** Does this installation, or any template it ever published, release by code (R-15 b)? Says nothing about any one session. */
export const codesInUse = async (): Promise<boolean> => {
  if (env().heldPolicy === 'code') return true
  const { rows } = await pool().query<{ used: boolean }>({
    name: 'codes_in_use',
    text: `select exists (select 1 from template_versions where held_policy = 'code' and published_at is not null) as used`,
  })
  return rows[0]?.used === true
}
