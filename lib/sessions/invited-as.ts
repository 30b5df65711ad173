import 'server-only'
import { pool } from '@/lib/db/client'

/** The organisation's own references of some invitations, by their ids; a session of the public page has none. */
export const invitedAs = async (ids: readonly (string | null)[]): Promise<Map<string, string>> => {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0) return new Map()
  const { rows } = await pool().query<{ id: string; reference: string }>({
    name: 'invited_as',
    text: 'select id, reference from invitations where id = any ($1)',
    values: [wanted],
  })
  return new Map(rows.map(({ id, reference }) => [id, reference]))
}
