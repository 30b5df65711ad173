import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import { pool } from '@/lib/db/client'
import type { ImportRow } from '@/lib/db/schema/invites'

/** As many as a page of any list. */
export const importsPerPage = 25

export type ImportLine = Pick<ImportRow, 'id' | 'state' | 'good_rows' | 'left_out' | 'created_rows' | 'created_at'> & {
  readonly template: string
  /** Who chose the file. */
  readonly by: string
}

export type ImportsPage = {
  readonly rows: ImportLine[]
  /** The id to go on after; null at the end of the list. */
  readonly next: string | null
}

const placeAt = async (id: string | null): Promise<Pick<ImportRow, 'id' | 'created_at'> | undefined> => {
  if (id === null) return undefined
  const { rows } = await pool().query<Pick<ImportRow, 'id' | 'created_at'>>(
    'select id, created_at from invite_imports where id = $1',
    [id],
  )
  return rows[0]
}

/**
 * One page of the files of people, the newest first, so that whoever closed the page of one finds it again.
 * @param after the id of the last one of the page before; null, or one that nobody knows, begins at the newest
 */
export const listImports = async (
  _actor: Permitted<'invitations.manage'>,
  after: string | null,
): Promise<ImportsPage> => {
  const place = await placeAt(after)
  const { rows } = await pool().query<ImportLine>(
    `select i.id, i.state, i.good_rows, i.left_out, i.created_rows, i.created_at, t.name as template, s.name as by
     from (select * from invite_imports where $2::timestamptz is null or (created_at, id) < ($2, $3)
           order by created_at desc, id desc limit $1) i
     join templates t on t.id = i.template_id join staff s on s.id = i.staff_id
     order by i.created_at desc, i.id desc`,
    [importsPerPage + 1, place?.created_at ?? null, place?.id ?? null],
  )
  const shown = rows.slice(0, importsPerPage)
  return { rows: shown, next: rows.length > shown.length ? (shown.at(-1)?.id ?? null) : null }
}
