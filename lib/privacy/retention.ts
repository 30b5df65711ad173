import 'server-only'
import { emitAudit } from '@/lib/audit/emit'
import type { Permitted } from '@/lib/auth/permissions'
import type { Present } from '@/lib/auth/presence'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { withTransaction } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { type Retention, shortestDays } from '@/lib/kyc/retention'
import { err, ok, type Result } from '@/lib/result'
import { organisationChanges } from '@/lib/settings/get-organisation'

type Row = Retention & { updated_at: Date }

const read = async (ask: Pick<ReturnType<typeof pool>, 'query'>): Promise<Row | null> => {
  const { rows } = await ask.query<Row>('select session_days, audit_days, updated_at from retention where id')
  return rows[0] ?? null
}

/** What counts until somebody chose: a year for sessions, and what the operator set for the trail. */
const unchosen = (): Retention => ({ session_days: shortestDays, audit_days: env().audit.retentionDays })

/** The periods as they are now, and a name for that state: another state has another. */
export const getRetention = async (
  ask: Pick<ReturnType<typeof pool>, 'query'> = pool(),
): Promise<Retention & { stamp: string }> => {
  const saved = await read(ask)
  const { session_days, audit_days } = saved ?? unchosen()
  return { session_days, audit_days, stamp: saved ? String(saved.updated_at.getTime()) : 'none' }
}

/**
 * Chooses the periods; the notice says them from then on, and the next run of the erasure keeps them.
 * @param seen the state the colleague began with, so that nobody overwrites another's work
 */
export const saveRetention = (
  actor: Present<Permitted<'settings.manage'>>,
  seen: string,
  chosen: Retention,
): Promise<Result<null, { code: 'changed' }>> =>
  withTransaction(async (tx) => {
    await tx.client.query(`select pg_advisory_xact_lock(hashtext('retention'))`)
    const before = await getRetention(tx.client)
    if (before.stamp !== seen) {
      // A button pressed twice: what was chosen stands there already.
      const same = before.session_days === chosen.session_days && before.audit_days === chosen.audit_days
      return same ? ok(null) : err({ code: 'changed' })
    }
    await tx.client.query(
      `insert into retention (session_days, audit_days, updated_at) values ($1, $2, $3)
       on conflict (id) do update set session_days = excluded.session_days, audit_days = excluded.audit_days,
         updated_at = excluded.updated_at`,
      [chosen.session_days, chosen.audit_days, now()],
    )
    organisationChanges(tx)
    await emitAudit(tx, actor, {
      action: 'retention.saved',
      object_id: 'retention',
      detail: {
        session_days: chosen.session_days,
        audit_days: chosen.audit_days,
        session_days_before: before.session_days,
        audit_days_before: before.audit_days,
      },
    })
    return ok(null)
  })
