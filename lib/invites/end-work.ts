import 'server-only'
import type { SystemActor } from '@/lib/audit/actor'
import { emitAudit } from '@/lib/audit/emit'
import { now } from '@/lib/clock'
import type { ImportRow } from '@/lib/db/schema/invites'
import { withTransaction } from '@/lib/db/transaction'

/** Another process has this file now, or a colleague closed it. */
export class TakenOver extends Error {}

const acts = { done: 'import.finished', stopped: 'import.stopped' } as const

/**
 * Ends the work on a file and forgets its bytes; what it made stays. One that stopped half-way gives no links, because they
 * open nothing.
 * @param file as the last batch left it
 */
export const endWork = (actor: SystemActor, file: ImportRow, state: keyof typeof acts): Promise<void> =>
  withTransaction(async (tx) => {
    const { rowCount } = await tx.client.query(
      `update invite_imports set state = $3, finished_at = $4, lease_until = null,
         link_key_enc = case when $5 then link_key_enc end
       where id = $1 and state = 'running' and done_rows = $2`,
      [file.id, file.done_rows, state, now(), state === 'done'],
    )
    if (rowCount !== 1) throw new TakenOver('expected the file where it was left')
    await tx.client.query('delete from invite_import_parts where import_id = $1', [file.id])
    await emitAudit(tx, actor, {
      action: acts[state],
      object_id: file.id,
      detail: { rows: file.created_rows, left_out: file.left_out.length },
    })
  })
