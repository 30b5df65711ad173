import 'server-only'
import { emitAudit } from '@/lib/audit/emit'
import type { Permitted } from '@/lib/auth/permissions'
import { now } from '@/lib/clock'
import { withTransaction } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { enqueueImports } from '@/lib/jobs/enqueue'

/**
 * "Create 49,980 invitations": begins the work in the background. Pressing twice begins it once; a file whose template has
 * ended since it was looked through is not begun, because none of its links would open anything.
 */
export const startImport = (
  actor: Permitted<'invitations.manage'>,
  id: string,
  byMail: boolean,
): Promise<'started' | 'known' | 'template_ended'> =>
  withTransaction(async (tx) => {
    const { rows } = await tx.client.query<{ ended: boolean }>(
      `select t.ended_at is not null as ended from invite_imports i join templates t on t.id = i.template_id
       where i.id = $1 and i.state = 'checked' for key share of t`,
      [id],
    )
    if (rows[0]?.ended) return 'template_ended'
    const { rowCount } = await tx.client.query(
      `update invite_imports set state = 'running', started_at = $2, by_mail = $3
       where id = $1 and state = 'checked' and good_rows > 0`,
      [id, now(), byMail && env().mail !== null],
    )
    if (rowCount !== 1) return 'known'
    await enqueueImports(tx)
    await emitAudit(tx, actor, { action: 'import.started', object_id: id, detail: { by_mail: byMail } })
    return 'started'
  })
