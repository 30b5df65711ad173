import 'server-only'
import { emitAudit } from '@/lib/audit/emit'
import type { Permitted } from '@/lib/auth/permissions'
import { now } from '@/lib/clock'
import { withTransaction } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { enqueueImports } from '@/lib/jobs/enqueue'

/** "Create 49,980 invitations": begins the work in the background. Pressing twice begins it once. */
export const startImport = (
  actor: Permitted<'invitations.manage'>,
  id: string,
  byMail: boolean,
): Promise<'started' | 'known'> =>
  withTransaction(async (tx) => {
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
