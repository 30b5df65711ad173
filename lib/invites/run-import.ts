import 'server-only'
import type { SystemActor } from '@/lib/audit/actor'
import { emitAudit } from '@/lib/audit/emit'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import type { ImportRow } from '@/lib/db/schema/invites'
import { heard, type Tx, withTransaction } from '@/lib/db/transaction'
import { enqueueMail } from '@/lib/jobs/enqueue'
import { errorFields, log } from '@/lib/log'
import { templateInUse } from '@/lib/templates/template-version'
import { endWork, TakenOver } from './end-work'
import { type GoodRow, insertBatch, type Plan, type SealedRow, sealBatch } from './import-batch'
import { keptParts, tokenMaker } from './import-file'
import { openReferences } from './known-references'
import { readInvitees } from './read-invitees'
import { firstReminderAt } from './remind-plan'

/** Rows of one transaction: its cost is spread over many, and others wait little for what it holds. */
const batchRows = 500

/** Nobody takes a file over from a process that has written a batch within this time. */
const leaseMs = 30_000

/** The template of this file has ended: a link of it would open nothing. */
class TemplateEnded extends Error {}

const claim = async (): Promise<ImportRow | null> => {
  const at = now()
  const { rows } = await pool().query<ImportRow>(
    `update invite_imports set lease_until = $2 where id = (
       select id from invite_imports where state = 'running' and (lease_until is null or lease_until < $1)
       order by started_at limit 1 for update skip locked)
     returning *`,
    [at, new Date(at.getTime() + leaseMs)],
  )
  return rows[0] ?? null
}

/** What all batches of one run have in common. */
const planFor = async (file: ImportRow): Promise<Plan> => {
  if (file.link_key_enc === null) throw new Error('expected a running file to have the key of its links, found none')
  const startedAt = file.started_at ?? file.created_at
  const expiresAt = new Date(startedAt.getTime() + file.life_hours * 3_600_000)
  const template = await templateInUse(file.template_id)
  return {
    file,
    tokenOf: tokenMaker(file, file.link_key_enc),
    expiresAt,
    remindAt: template?.reminders ? firstReminderAt(startedAt, expiresAt) : null,
  }
}

/** Batches of any two files take turns, so that each sees whom the other has invited. */
const takeTurns = { name: 'import_turn', text: `select pg_advisory_xact_lock(hashtext('invite_imports'))` }

/**
 * Held until the batch is written, in the way its rows hold their template anyway: whoever ends it waits for one batch, and
 * no batch comes after.
 */
const templateOpen = async (tx: Tx, { template_id }: ImportRow): Promise<boolean> => {
  const { rowCount } = await tx.client.query({
    name: 'import_template',
    text: 'select 1 from templates where id = $1 and ended_at is null for key share',
    values: [template_id],
  })
  return rowCount === 1
}

/**
 * One batch: rows, links, letters, and how far the file is, all or none. It is written only if the file is exactly where
 * this process left it, so a row can be written once by whoever is at it. Whoever has an open invitation under that
 * reference by now is not invited a second time, and the result says so.
 * @param done the last row of the file that was dealt with before
 * @returns the file as it is now
 */
const writeBatch = (actor: SystemActor, done: number, rows: readonly SealedRow[], plan: Plan): Promise<ImportRow> => {
  const lastRow = rows.at(-1)?.row ?? done
  return withTransaction(async (tx) => {
    const at = now()
    const references = rows.map(({ reference }) => reference)
    const [, inUse, known] = await Promise.all([
      tx.client.query(takeTurns),
      templateOpen(tx, plan.file),
      openReferences(tx.client, references, at),
    ])
    if (!inUse) throw new TemplateEnded('expected a template in use')
    const isKnown = ({ reference }: SealedRow): boolean => known.has(reference.toLowerCase())
    const written = rows.filter((row) => !isKnown(row))
    const leftOut = rows.filter(isKnown).map(({ row }) => row)
    const { rows: moved } = await tx.client.query<ImportRow>({
      name: 'move_import',
      text: `update invite_imports set done_rows = $3, created_rows = created_rows + $4, lease_until = $5,
               left_out = left_out || $6::int[]
             where id = $1 and state = 'running' and done_rows = $2 returning *`,
      values: [plan.file.id, done, lastRow, written.length, new Date(at.getTime() + leaseMs), leftOut],
    })
    const here = moved[0]
    if (!here) throw new TakenOver('expected the file where it was left')
    const letters = await insertBatch(tx, written, plan, at)
    if (letters > 0) await enqueueMail(tx)
    await emitAudit(tx, actor, {
      action: 'invitations.imported',
      object_id: here.id,
      detail: { rows: written.length, left_out: leftOut.length, up_to: lastRow },
    })
    return here
  })
}

/** The good rows of a file that nobody has written yet, in batches. */
async function* batchesOf(file: ImportRow): AsyncGenerator<GoodRow[]> {
  let batch: GoodRow[] = []
  const known = new Set(file.known_rows)
  for await (const read of readInvitees(keptParts(file))) {
    // From the beginning each time: which of two rows with one reference counts is known only so.
    if (read.row <= file.done_rows || !('invitee' in read) || known.has(read.row)) continue
    batch.push(read)
    if (batch.length < batchRows) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** While the database writes one batch the next is read and sealed, never more: two processors work, and memory stays flat. */
const work = async (actor: SystemActor, claimed: ImportRow): Promise<void> => {
  const plan = await planFor(claimed)
  let written = Promise.resolve(claimed)
  /** The file as its last batch left it. */
  let here = claimed
  try {
    for await (const batch of batchesOf(claimed)) {
      const sealed = await sealBatch(batch, plan)
      here = await written
      written = heard(writeBatch(actor, here.done_rows, sealed, plan))
    }
    await endWork(actor, await written, 'done')
  } catch (error) {
    if (!(error instanceof TemplateEnded)) throw error
    await endWork(actor, here, 'stopped')
  } finally {
    // Whatever stopped the reading, nothing of this run is under way after it.
    await Promise.allSettled([written])
  }
}

/** Works off every file that was started; one that was cut in the middle goes on after its last batch (F-26). */
export const runImports = async (actor: SystemActor): Promise<void> => {
  for (let file = await claim(); file; file = await claim())
    try {
      await work(actor, file)
    } catch (error) {
      if (error instanceof TakenOver) continue
      // Its lease runs out by itself, and the next run goes on where the last batch ended.
      log.error('import.cut', errorFields(error))
      return
    }
}
