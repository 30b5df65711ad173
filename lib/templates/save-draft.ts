import 'server-only'
import { desc, eq } from 'drizzle-orm'
import { emitAudit } from '@/lib/audit/emit'
import type { Permitted } from '@/lib/auth/permissions'
import { now } from '@/lib/clock'
import { templates, templateVersions } from '@/lib/db/schema/templates'
import { type Tx, withTransaction } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import type { TemplateInput } from '@/lib/kyc/template-schema'
import { err, ok, type Result } from '@/lib/result'
import { formRowId } from '@/lib/security/form-row-id'
import { contentChanges, sameTemplate } from './content-changes'
import { lockTemplate, type TemplateRefusal } from './lock-template'

type VersionRow = typeof templateVersions.$inferSelect

const contentOf = (row: VersionRow): TemplateInput['content'] => {
  const { id, template_id, number, updated_at, published_at, ...content } = row
  return content
}

/** What a template says before it is saved: its draft, or else the version in use. */
const saidBefore = async (tx: Tx, id: string): Promise<TemplateInput | null> => {
  const [row] = await tx.db
    .select({ name: templates.name, version: templateVersions })
    .from(templateVersions)
    .innerJoin(templates, eq(templates.id, templateVersions.template_id))
    .where(eq(templateVersions.template_id, id))
    .orderBy(desc(templateVersions.number))
    .limit(1)
  return row ? { name: row.name, content: contentOf(row.version) } : null
}

/**
 * A new template with its first draft; nobody is asked for anything before it is published.
 * @param formKey of the form it was typed into, so that pressing twice makes one
 * @returns its id
 */
export const createTemplate = (
  actor: Permitted<'settings.manage'>,
  { name, content }: TemplateInput,
  formKey = '',
): Promise<string> =>
  withTransaction(async (tx) => {
    const at = now()
    const id = formRowId('tpl', actor, formKey, [name])
    const made = await tx.db
      .insert(templates)
      .values({ id, name, created_at: at })
      .onConflictDoNothing({ target: templates.id })
    if (made.rowCount !== 1) return id
    await tx.db
      .insert(templateVersions)
      .values({ id: newId('tpv'), template_id: id, number: 1, ...content, updated_at: at })
    const detail = contentChanges(null, { name, content })
    await emitAudit(tx, actor, { action: 'template.created', object_id: id, detail })
    return id
  })

/**
 * Keeps what the next version will say; a template in use stays as it is until that is published.
 * @param seen the draft the colleague began with (`stamp` of lock-template.ts), so that nobody overwrites another's work
 */
export const saveDraft = (
  actor: Permitted<'settings.manage'>,
  id: string,
  seen: string,
  input: TemplateInput,
): Promise<Result<null, TemplateRefusal>> =>
  withTransaction(async (tx) => {
    const { name, content } = input
    const locked = await lockTemplate(tx, id, seen)
    const before = await saidBefore(tx, id)
    if (!locked.ok) {
      // A button pressed twice, or two colleagues of one mind: what was to be kept is kept.
      const kept = locked.error.code === 'changed' && before !== null && sameTemplate(before, input)
      return kept ? ok(null) : err(locked.error)
    }
    const { draft, latest } = locked.value
    const number = draft?.number ?? latest + 1
    const row = { ...content, updated_at: now() }
    await tx.db.update(templates).set({ name }).where(eq(templates.id, id))
    if (draft) await tx.db.update(templateVersions).set(row).where(eq(templateVersions.id, draft.id))
    else await tx.db.insert(templateVersions).values({ id: newId('tpv'), template_id: id, number, ...row })
    const detail = { version: number, ...contentChanges(before, input) }
    await emitAudit(tx, actor, { action: 'template.saved', object_id: id, detail })
    return ok(null)
  })
