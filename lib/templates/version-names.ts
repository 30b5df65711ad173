import 'server-only'
import { pool } from '@/lib/db/client'

/** What colleagues call a version: the template's name and its number. */
export type VersionName = { readonly name: string; readonly number: number }

/** The names of the versions that some sessions pinned; those older than templates pinned none. */
export const versionNames = async (ids: readonly (string | null)[]): Promise<Map<string, VersionName>> => {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0) return new Map()
  const { rows } = await pool().query<VersionName & { id: string }>({
    name: 'version_names',
    text: `select v.id, t.name, v.number from template_versions v join templates t on t.id = v.template_id
           where v.id = any ($1)`,
    values: [wanted],
  })
  return new Map(rows.map(({ id, name, number }) => [id, { name, number }]))
}
