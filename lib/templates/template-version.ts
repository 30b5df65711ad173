import 'server-only'
import type { Asked } from '@/lib/consent/notice-sections'
import { pool } from '@/lib/db/client'
import type { templateVersions } from '@/lib/db/schema/templates'
import { type DocType, docTypes } from '@/lib/kyc/doc-types'

type Row = typeof templateVersions.$inferSelect & { name: string; ended_at: Date | null }

/** One published edition of a template: what a start page shows and a session pins. `name` is for colleagues only. */
export type TemplateVersion = Readonly<Omit<Row, 'updated_at' | 'published_at'> & { published_at: Date }>

const published = `select v.id, v.template_id, t.name, v.number, v.required_docs, v.optional_docs, v.purposes, v.flow,
    v.verification_method, v.pinless, v.usernameless, v.consent_minutes, v.link_hours, v.held_policy, v.return_url,
    v.reminders, v.published_at, t.ended_at
  from templates t join template_versions v on v.template_id = t.id and v.published_at is not null`

const inUse = `${published} and v.number = (
    select max(number) from template_versions where template_id = t.id and published_at is not null)
  where t.ended_at is null`

/** What the public start page asks for now; null while no template stands there. */
export const publicTemplate = async (): Promise<TemplateVersion | null> => {
  const { rows } = await pool().query<TemplateVersion>({ name: 'public_template', text: `${inUse} and t.is_public` })
  return rows[0] ?? null
}

/** What stood on the public start page last, ended or not: for whoever still has it open. */
export const lastPublicTemplate = async (): Promise<TemplateVersion | null> => {
  const { rows } = await pool().query<TemplateVersion>({
    name: 'last_public_template',
    text: `${published} where t.is_public order by t.ended_at desc nulls first, v.number desc limit 1`,
  })
  return rows[0] ?? null
}

/** The version a template uses now; null for an unknown, an ended and a never published one alike. */
export const templateInUse = async (templateId: string): Promise<TemplateVersion | null> => {
  const { rows } = await pool().query<TemplateVersion>({
    name: 'template_in_use',
    text: `${inUse} and t.id = $1`,
    values: [templateId],
  })
  return rows[0] ?? null
}

/** The last version of a template, ended or not: for whoever has begun from an invitation of it. */
export const lastTemplateVersion = async (templateId: string): Promise<TemplateVersion | null> => {
  const { rows } = await pool().query<TemplateVersion>({
    name: 'last_template_version',
    text: `${published} where t.id = $1 order by v.number desc limit 1`,
    values: [templateId],
  })
  return rows[0] ?? null
}

/** Every template that can be used now, each with its version, by name. */
export const listTemplatesInUse = async (): Promise<TemplateVersion[]> => {
  const { rows } = await pool().query<TemplateVersion>({
    name: 'templates_in_use',
    text: `${inUse} order by t.is_public desc, t.name, t.id limit 500`,
  })
  return rows
}

/** A published version by its id, ended or not: what a session pinned. */
export const getTemplateVersion = async (id: string): Promise<TemplateVersion | null> => {
  const { rows } = await pool().query<TemplateVersion>({
    name: 'template_version',
    text: `${published} where v.id = $1`,
    values: [id],
  })
  return rows[0] ?? null
}

/** The documents of a version in the order of the page. */
export const docsOf = ({ required_docs, optional_docs }: Pick<TemplateVersion, 'required_docs' | 'optional_docs'>) =>
  docTypes.filter((doc) => required_docs.includes(doc) || optional_docs.includes(doc))

/** What the notice of a version speaks of. */
export const askedBy = (version: Pick<TemplateVersion, 'required_docs' | 'optional_docs' | 'purposes'>): Asked => ({
  docs: docsOf(version),
  purposes: version.purposes,
})

/** What a person's choice asks for: the required documents and those they ticked; null when one is none of the template's. */
export const askedDocs = (version: TemplateVersion, ticked: readonly DocType[]): DocType[] | null => {
  const docs = docsOf(version)
  if (!ticked.every((doc) => docs.includes(doc))) return null
  return docs.filter((doc) => version.required_docs.includes(doc) || ticked.includes(doc))
}
