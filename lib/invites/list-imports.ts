import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import { pool } from '@/lib/db/client'
import type { ImportRow } from '@/lib/db/schema/invites'

/** As many as a page of any list. */
export const importsShown = 25

export type ImportLine = Pick<ImportRow, 'id' | 'state' | 'good_rows' | 'left_out' | 'created_rows' | 'created_at'> & {
  readonly template: string
  /** Who chose the file. */
  readonly by: string
}

/** The newest files of people, so that whoever closed the page of one finds it again. */
export const listImports = async (_actor: Permitted<'invitations.manage'>): Promise<ImportLine[]> => {
  const { rows } = await pool().query<ImportLine>(
    `select i.id, i.state, i.good_rows, i.left_out, i.created_rows, i.created_at, t.name as template, s.name as by
     from (select * from invite_imports order by created_at desc limit $1) i
     join templates t on t.id = i.template_id join staff s on s.id = i.staff_id order by i.created_at desc`,
    [importsShown],
  )
  return rows
}
