import 'server-only'
import { emitAudit } from '@/lib/audit/emit'
import type { Permitted } from '@/lib/auth/permissions'
import { now } from '@/lib/clock'
import { type Tx, withTransaction } from '@/lib/db/transaction'
import { err, ok, type Result } from '@/lib/result'
import { draftStamp, lockTemplate, type TemplateRefusal } from './lock-template'

/** The number of the draft that was looked at, where it is what people see already: a button was pressed twice. */
const publishedAlready = async (tx: Tx, id: string, seen: string): Promise<number | null> => {
  const { rows } = await tx.client.query<{ id: string; number: number; updated_at: Date }>(
    `select id, number, updated_at from template_versions where template_id = $1 and published_at is not null
     order by number desc limit 1`,
    [id],
  )
  const latest = rows[0]
  return latest && draftStamp(latest) === seen ? latest.number : null
}

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
    if (!locked.ok) {
      const number = locked.error.code === 'changed' ? await publishedAlready(tx, id, seen) : null
      return number === null ? err(locked.error) : ok({ number })
    }
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
    const { rows } = await tx.client.query<{ id: string }>(
      'update templates set is_public = false where is_public and ended_at is null returning id',
    )
    await tx.client.query('update templates set is_public = true where id = $1', [id])
    const detail = { instead_of: rows[0]?.id ?? null }
    await emitAudit(tx, actor, { action: 'template.made_public', object_id: id, detail })
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
