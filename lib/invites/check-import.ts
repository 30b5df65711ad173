import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import { emitAudit } from '@/lib/audit/emit'
import type { Permitted } from '@/lib/auth/permissions'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { type Tx, withTransaction } from '@/lib/db/transaction'
import { newId, newSecret } from '@/lib/ids'
import { err, ok, type Result } from '@/lib/result'
import { newRecordKey } from '@/lib/security/encrypt'
import { type TemplateVersion, templateInUse } from '@/lib/templates/template-version'
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

const fileOf = async (keyHash: Buffer): Promise<string | undefined> => {
  const { rows } = await pool().query<{ id: string }>('select id from invite_imports where form_key_hash = $1', [
    keyHash,
  ])
  return rows[0]?.id
}

/** The largest file is read within seconds; whoever sent it twice waits for it without a connection. */
const lookAgainMs = 200

/**
 * Looks through a file and keeps it, sealed. Nobody is invited yet. A form that is sent twice leads to the first file, also
 * while that is still being read: PostgreSQL would let the second wait for the first, until a time limit ends it.
 */
export const checkImport = async (
  actor: Permitted<'invitations.manage'>,
  wish: ImportWish,
): Promise<Result<string, ImportRefusal>> => {
  for (;;) {
    const sent = await fileOf(wish.keyHash)
    if (sent !== undefined) return ok(sent)
    const template = await templateInUse(wish.templateId)
    if (!template) return err({ code: 'template_gone', row: null })
    const lifeHours = wish.lifeHours ?? template.link_hours
    if (!isLife(lifeHours)) return err({ code: 'life', row: null })
    const read = await readFile(actor, wish, template, lifeHours)
    if (read !== 'read_elsewhere') return read
    await pause(lookAgainMs)
  }
}

/** Takes the right to read what has this key until the transaction ends, and never waits for it. */
const begins = async (tx: Tx, keyHash: Buffer): Promise<boolean> => {
  const { rows } = await tx.client.query<{ free: boolean }>(
    `select pg_try_advisory_xact_lock(hashtext('invite_upload'), $1) as free`,
    [keyHash.readInt32BE(0)],
  )
  return rows[0]?.free === true
}

const readFile = async (
  actor: Permitted<'invitations.manage'>,
  wish: ImportWish,
  template: TemplateVersion,
  lifeHours: number,
): Promise<Result<string, ImportRefusal> | 'read_elsewhere'> => {
  const id = newId('imp')
  const createdAt = now()
  const file = { id, data_key: newRecordKey({ table: 'invite_imports', rowId: id }) }
  try {
    return await withTransaction(async (tx) => {
      if (!(await begins(tx, wish.keyHash))) return 'read_elsewhere'
      const { rowCount } = await tx.client.query(
        `insert into invite_imports (id, state, form_key_hash, staff_id, template_id, locale, life_hours, data_key,
           link_key_enc, total_rows, good_rows, problems, ignored_columns, created_at)
         values ($1, 'checked', $2, $3, $4, $5, $6, $7, $8, 0, 0, '[]', '{}', $9)
         on conflict (form_key_hash) do nothing`,
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
      if (rowCount !== 1) return 'read_elsewhere'
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
