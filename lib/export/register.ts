import 'server-only'
import type { AdminActor } from '@/lib/audit/actor'
import { emitAudit } from '@/lib/audit/emit'
import type { Permitted } from '@/lib/auth/permissions'
import type { Present } from '@/lib/auth/presence'
import { now } from '@/lib/clock'
import type { exportRegister } from '@/lib/db/schema/exports'
import { withTransaction } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import { plainText } from '@/lib/kyc/plain-text'
import { err, ok, type Result } from '@/lib/result'

type Entry = typeof exportRegister.$inferSelect
export type Subject = Entry['subject']

/** Who may take out what. */
export type Exporter<S extends Subject> = Permitted<{ audit: 'audit.export'; sessions: 'sessions.export' }[S]>

export type ExportWish = Pick<Entry, 'subject' | 'format' | 'filter' | 'reason'>
export type ExportGrant = Pick<Entry, 'id' | 'subject' | 'format' | 'filter'>

/** A reason shorter than this says nothing to whoever reads the register later. */
export const exportReasonMinLength = 10
export const exportReasonMaxLength = 500

/** Long enough for a browser to follow the redirect, too short for the address to be worth anything to others. */
export const opensForMs = 5 * 60_000

/** A filter as the trail may keep it: what colleagues typed of a person stays in the register, which ends before (G-06). */
const toldFilter = (filter: string): string => {
  const parts = new URLSearchParams(filter)
  if (parts.has('invited')) parts.set('invited', '*')
  return parts.toString()
}

/**
 * Writes down who takes what out and why, before anything leaves (G-04). The register keeps the words, the trail that there
 * are some.
 * @returns the id under which `openExport` gives it out, once
 */
export const grantExport = async <S extends Subject>(
  actor: Present<Exporter<S>>,
  wish: ExportWish & { readonly subject: S },
): Promise<Result<string, { code: 'reason_needed' }>> => {
  const reason = plainText(wish.reason)
  if (reason.length < exportReasonMinLength || reason.length > exportReasonMaxLength)
    return err({ code: 'reason_needed' })
  const id = newId('exp')
  await withTransaction(async (tx) => {
    await tx.client.query(
      `insert into exports (id, subject, format, filter, reason, staff_id, granted_at) values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, wish.subject, wish.format, wish.filter, reason, actor.staffId, now()],
    )
    await emitAudit(tx, actor, {
      action: 'export.granted',
      object_id: id,
      detail: { subject: wish.subject, format: wish.format, filter: toldFilter(wish.filter) },
    })
  })
  return ok(id)
}

/** Begins the one download of a grant; null when it is not theirs, of another subject, over, or was begun before. */
export const openExport = <S extends Subject>(
  actor: Exporter<S>,
  id: string,
  subject: S,
): Promise<ExportGrant | null> =>
  withTransaction(async (tx) => {
    const { rows } = await tx.client.query<ExportGrant>(
      `update exports set started_at = $4
       where id = $1 and staff_id = $2 and subject = $3 and started_at is null and granted_at > $5
       returning id, subject, format, filter`,
      [id, actor.staffId, subject, now(), new Date(now().getTime() - opensForMs)],
    )
    const grant = rows[0]
    if (!grant) return null
    await emitAudit(tx, actor, { action: 'export.started', object_id: id, detail: { subject } })
    return grant
  })

/** How it ended: everything written out, or cut because the browser went away or a read failed. Twice is as good as once. */
export const closeExport = (
  actor: AdminActor,
  id: string,
  { rows, outcome }: { rows: number; outcome: 'whole' | 'cut' },
): Promise<void> =>
  withTransaction(async (tx) => {
    const { rowCount } = await tx.client.query(
      `update exports set finished_at = $2, row_count = $3, outcome = $4
       where id = $1 and started_at is not null and finished_at is null`,
      [id, now(), rows, outcome],
    )
    if (rowCount === 1)
      await emitAudit(tx, actor, { action: 'export.finished', object_id: id, detail: { rows, outcome } })
  })
