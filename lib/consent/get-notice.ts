import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import { pool } from '@/lib/db/client'

/** Words that people were shown, and since when. */
export type ShownWords = { version: string; locale: string; body: string; first_shown_at: Date }

/** The words of a notice by their fingerprint, or null when nobody was ever shown such words. @param hash 64 hex digits */
export const getNotice = async (_actor: Permitted<'audit.read'>, hash: string): Promise<ShownWords | null> => {
  if (!/^[0-9a-f]{64}$/.test(hash)) return null
  const { rows } = await pool().query<ShownWords>({
    name: 'get_notice',
    text: `select version, locale, body, first_shown_at from notices where hash = decode($1, 'hex')`,
    values: [hash],
  })
  return rows[0] ?? null
}
