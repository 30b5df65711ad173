import 'server-only'
import type { SystemActor } from '@/lib/audit/actor'
import { now } from '@/lib/clock'
import { withTransaction } from '@/lib/db/transaction'
import { pasteKeptMs } from './kept-paste'

/** A file nobody decided about, and links nobody took, are kept this long. */
export const keptForMs = 24 * 60 * 60_000

/** Whoever was working off a file that was closed has stopped reading it by then. */
const stoppingMs = 60_000

/** Forgets files and pasted rows that were left lying, files that were closed, and the key of links whose day is over. */
export const tidyImports = (_actor: SystemActor): Promise<void> =>
  withTransaction(async (tx) => {
    const before = new Date(now().getTime() - keptForMs)
    await tx.client.query(
      `delete from invite_import_parts p using invite_imports i
       where i.id = p.import_id and (i.state = 'closed' and i.finished_at < $2 or i.state = 'checked' and i.created_at < $1)`,
      [before, new Date(now().getTime() - stoppingMs)],
    )
    await tx.client.query(`delete from invite_imports where state = 'checked' and created_at < $1`, [before])
    await tx.client.query('delete from invite_pastes where created_at < $1', [new Date(now().getTime() - pasteKeptMs)])
    await tx.client.query(
      `update invite_imports set link_key_enc = null where state = 'done' and finished_at < $1 and link_key_enc is not null`,
      [before],
    )
  })
