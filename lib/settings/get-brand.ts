import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import { pool } from '@/lib/db/client'
import { brandSheet } from './brand-sheet'

/** The stylesheet of that fingerprint; null when the organisation does not wear it now. */
export const getBrandSheet = async (name: string): Promise<string | null> => {
  const { rows } = await pool().query<{ accent: string | null }>({
    name: 'brand_accent',
    text: 'select accent from brand where id',
  })
  const sheet = brandSheet(rows[0]?.accent ?? null)
  return sheet?.name === name ? sheet.css : null
}

/** The logo of that fingerprint; null when it is not the organisation's now. */
export const getLogo = async (hash: string): Promise<Buffer | null> => {
  const { rows } = await pool().query<{ logo: Buffer }>({
    name: 'brand_logo',
    text: 'select logo from brand where id and logo_hash = $1',
    values: [hash],
  })
  return rows[0]?.logo ?? null
}

/** The colour a colleague chose, for its form. */
export const getAccent = async (_actor: Permitted<'settings.manage'>): Promise<string | null> => {
  const { rows } = await pool().query<{ accent: string | null }>('select accent from brand where id')
  return rows[0]?.accent ?? null
}
