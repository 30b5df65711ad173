import 'server-only'
import { emitAudit } from '@/lib/audit/emit'
import type { Permitted } from '@/lib/auth/permissions'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { withTransaction } from '@/lib/db/transaction'
import { newId, newSecret } from '@/lib/ids'
import { err, ok, type Result } from '@/lib/result'
import { newRecordKey } from '@/lib/security/encrypt'
import { templateInUse } from '@/lib/templates/template-version'
import { isLife } from './create-invitation'
import { type FileProblem, UnreadableFile } from './decode-csv'
import { keepParts, sealLinkKey } from './import-file'
import { leaveOutKnown } from './known-references'
import { type RowProblem, readInvitees } from './read-invitees'

/** As many as anybody reads; how many there are in all is counted. */
const keptProblems = 1_000

export type ImportWish = {
  readonly source: AsyncIterable<Uint8Array>
  readonly templateId: string
  readonly locale: string
  /** null: as the template says. */
  readonly lifeHours: number | null
  readonly keyHash: Buffer
}

export type ImportRefusal = { code: FileProblem | 'template_gone' | 'life'; row: number | null }

/** Looks through a file and keeps it, sealed. Nobody is invited yet. A form that is sent twice finds the first file. */
export const checkImport = async (
  actor: Permitted<'invitations.manage'>,
  wish: ImportWish,
): Promise<Result<string, ImportRefusal>> => {
  const template = await templateInUse(wish.templateId)
  if (!template) return err({ code: 'template_gone', row: null })
  const lifeHours = wish.lifeHours ?? template.link_hours
  if (!isLife(lifeHours)) return err({ code: 'life', row: null })
  const sent = await pool().query<{ id: string }>('select id from invite_imports where form_key_hash = $1', [
    wish.keyHash,
  ])
  if (sent.rows[0]) return ok(sent.rows[0].id)
  const id = newId('imp')
  const createdAt = now()
  const file = { id, data_key: newRecordKey({ table: 'invite_imports', rowId: id }) }
  try {
    return await withTransaction(async (tx) => {
      await tx.client.query(
        `insert into invite_imports (id, state, form_key_hash, staff_id, template_id, locale, life_hours, data_key,
           link_key_enc, total_rows, good_rows, problems, ignored_columns, created_at)
         values ($1, 'checked', $2, $3, $4, $5, $6, $7, $8, 0, 0, '[]', '{}', $9)`,
        [
          id,
          wish.keyHash,
          actor.staffId,
          template.template_id,
          wish.locale,
          lifeHours,
          file.data_key,
          sealLinkKey(file, newSecret()),
          createdAt,
        ],
      )
      const problems: RowProblem[] = []
      const known: number[] = []
      let ignored: readonly string[] = []
      let total = 0
      let good = 0
      let emails = 0
      let unnamed = 0
      const onColumns = ({ ignored: found }: { ignored: readonly string[] }) => {
        ignored = found
      }
      const read = readInvitees(keepParts(tx, file, wish.source), onColumns)
      for await (const row of leaveOutKnown(read, createdAt)) {
        total += 1
        if ('invitee' in row) {
          good += 1
          if (row.invitee.email !== '') emails += 1
          if (row.invitee.reference === '') unnamed += 1
          continue
        }
        if (row.problems.some(({ code }) => code === 'known')) known.push(row.row)
        if (problems.length < keptProblems) problems.push(...row.problems)
      }
      await tx.client.query(
        `update invite_imports set total_rows = $2, good_rows = $3, problems = $4, ignored_columns = $5, known_rows = $6,
           email_rows = $7, unnamed_rows = $8
         where id = $1`,
        [id, total, good, JSON.stringify(problems), ignored, known, emails, unnamed],
      )
      await emitAudit(tx, actor, { action: 'import.checked', object_id: id, detail: { rows: total, good } })
      return ok(id)
    })
  } catch (error) {
    if (error instanceof UnreadableFile) return err({ code: error.problem, row: error.row })
    throw error
  }
}
