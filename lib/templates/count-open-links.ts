import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'

/** Invitations of a template whose links still work. Reads the links that are open and none that has ended. */
export const countOpenLinks = async (_actor: Permitted<'settings.manage'>, templateId: string): Promise<number> => {
  const { rows } = await pool().query<{ open: number }>({
    name: 'open_links_of_template',
    text: `select count(*)::int as open from invitations
           where coalesce(revoked_at, expires_at) > $2 and template_id = $1`,
    values: [templateId, now()],
  })
  return rows[0]?.open ?? 0
}
