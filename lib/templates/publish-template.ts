import 'server-only'
import { emitAudit } from '@/lib/audit/emit'
import type { Permitted } from '@/lib/auth/permissions'
import { now } from '@/lib/clock'
import { withTransaction } from '@/lib/db/transaction'
import { err, ok, type Result } from '@/lib/result'
import { lockTemplate, type TemplateRefusal } from './lock-template'

/**
 * Makes the draft the version that people see from now on; sessions that began with an earlier one keep it.
 * @param seen the draft that was looked at
 */
export const publishTemplate = (
  actor: Permitted<'settings.manage'>,
  id: string,
  seen: string,
): Promise<Result<{ number: number }, TemplateRefusal | { code: 'no_draft' }>> =>
  withTransaction(async (tx) => {
    const locked = await lockTemplate(tx, id, seen)
    if (!locked.ok) return err(locked.error)
    const { draft } = locked.value
    if (!draft) return err({ code: 'no_draft' })
    await tx.client.query('update template_versions set published_at = $2 where id = $1', [draft.id, now()])
    const detail = { version: draft.number, version_id: draft.id }
    await emitAudit(tx, actor, { action: 'template.published', object_id: id, detail })
    return ok({ number: draft.number })
  })

/** Puts a template on the public start page, in place of the one that stood there. */
export const makePublic = (
  actor: Permitted<'settings.manage'>,
  id: string,
): Promise<Result<null, TemplateRefusal | { code: 'not_published' }>> =>
  withTransaction(async (tx) => {
    // Two colleagues who choose at once take turns here; without it the second would meet the unique index.
    await tx.client.query(`select pg_advisory_xact_lock(hashtext('public template'))`)
    const locked = await lockTemplate(tx, id, null)
    if (!locked.ok) return err(locked.error)
    if (locked.value.latest === 0) return err({ code: 'not_published' })
    if (locked.value.is_public) return ok(null)
    await tx.client.query('update templates set is_public = false where is_public and ended_at is null')
    await tx.client.query('update templates set is_public = true where id = $1', [id])
    await emitAudit(tx, actor, { action: 'template.made_public', object_id: id })
    return ok(null)
  })

/** Ends a template for good: nothing more starts with it, and what has started goes on. */
export const endTemplate = (actor: Permitted<'settings.manage'>, id: string): Promise<Result<null, TemplateRefusal>> =>
  withTransaction(async (tx) => {
    const locked = await lockTemplate(tx, id, null)
    if (!locked.ok) return err(locked.error)
    await tx.client.query('update templates set ended_at = $2 where id = $1', [id, now()])
    await emitAudit(tx, actor, { action: 'template.ended', object_id: id })
    return ok(null)
  })
