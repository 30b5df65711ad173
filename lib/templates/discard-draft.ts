import 'server-only'
import { eq } from 'drizzle-orm'
import { emitAudit } from '@/lib/audit/emit'
import type { Permitted } from '@/lib/auth/permissions'
import { templateVersions } from '@/lib/db/schema/templates'
import { withTransaction } from '@/lib/db/transaction'
import { err, ok, type Result } from '@/lib/result'
import { draftStamp, lockTemplate, type TemplateRefusal } from './lock-template'

type DiscardRefusal = TemplateRefusal | { code: 'no_draft' | 'not_published' }

/**
 * Throws the draft of a template in use away; what people see stays. A template that was never published has nothing but its
 * draft and is ended instead.
 * @param seen the draft that was looked at, so that nobody throws a colleague's work away unseen
 */
export const discardDraft = (
  actor: Permitted<'settings.manage'>,
  id: string,
  seen: string,
): Promise<Result<{ number: number }, DiscardRefusal>> =>
  withTransaction(async (tx) => {
    const locked = await lockTemplate(tx, id, null)
    if (!locked.ok) return err(locked.error)
    const { draft, latest } = locked.value
    if (!draft) return err({ code: 'no_draft' })
    const stamp = draftStamp(draft)
    if (stamp !== seen) return err({ code: 'changed', stamp })
    if (latest === 0) return err({ code: 'not_published' })
    await tx.db.delete(templateVersions).where(eq(templateVersions.id, draft.id))
    const detail = { version: draft.number, version_id: draft.id }
    await emitAudit(tx, actor, { action: 'template.draft_discarded', object_id: id, detail })
    return ok({ number: draft.number })
  })
