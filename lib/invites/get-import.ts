import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import { pool } from '@/lib/db/client'
import type { ImportRow } from '@/lib/db/schema/invites'
import { keptForMs } from './tidy-imports'

export type ImportView = Pick<
  ImportRow,
  | 'id'
  | 'state'
  | 'total_rows'
  | 'good_rows'
  | 'email_rows'
  | 'unnamed_rows'
  | 'problems'
  | 'left_out'
  | 'ignored_columns'
  | 'created_rows'
  | 'created_at'
  | 'by_mail'
> & {
  template: string
  /** What the form for the file said, for the one that mends it. */
  chosen: { template: string; language: string; life: string }
  /** Links of this file open nothing then. */
  template_ended: boolean
  /** Until when the links can be taken; null when they have been, or their time is over. */
  links_until: Date | null
  links_taken: boolean
}

type Row = Omit<ImportView, 'links_until' | 'links_taken' | 'chosen'> & {
  template_id: string
  locale: string
  life_hours: number
  finished_at: Date | null
  taken_at: Date | null
  has_key: boolean
}

/** One file of invitations and how far it is. */
export const getImport = async (_actor: Permitted<'invitations.manage'>, id: string): Promise<ImportView | null> => {
  const { rows } = await pool().query<Row>(
    `select i.id, i.state, i.total_rows, i.good_rows, i.email_rows, i.unnamed_rows, i.problems, i.left_out, i.ignored_columns,
       i.created_rows, i.created_at, i.by_mail, i.finished_at, i.taken_at, i.link_key_enc is not null as has_key, t.name as template,
       i.template_id, i.locale, i.life_hours,
       t.ended_at is not null as template_ended
     from invite_imports i join templates t on t.id = i.template_id where i.id = $1`,
    [id],
  )
  const row = rows[0]
  if (!row) return null
  const { finished_at, taken_at, has_key, template_id, locale, life_hours, ...view } = row
  const chosen = { template: template_id, language: locale, life: String(life_hours) }
  const links_until = has_key && finished_at ? new Date(finished_at.getTime() + keptForMs) : null
  return { ...view, chosen, links_until, links_taken: taken_at !== null }
}
