import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import { pool } from '@/lib/db/client'
import type { templates, templateVersions } from '@/lib/db/schema/templates'
import { draftStamp } from './lock-template'
import { docsOf } from './template-version'

type Template = typeof templates.$inferSelect
type Version = typeof templateVersions.$inferSelect

export type TemplateState = 'draft' | 'in_use' | 'ended'

const stateOf = ({ ended_at, published }: { ended_at: Date | null; published: boolean }): TemplateState => {
  if (ended_at !== null) return 'ended'
  return published ? 'in_use' : 'draft'
}

/** Sessions that have begun and not come to an end, by template; the index of due reads holds exactly these. */
const openSessions = `select v.template_id, count(*)::int as open from kyc_sessions s
  join template_versions v on v.id = s.template_version_id
  where s.status in ('starting', 'at_provider') group by v.template_id`

export type TemplateRow = Pick<Template, 'id' | 'name' | 'is_public'> & {
  state: TemplateState
  number: number | null
  publishedAt: Date | null
  docs: ReturnType<typeof docsOf>
  hasDraft: boolean
  open: number
}

type ListRow = Template & {
  number: number | null
  published_at: Date | null
  required_docs: Version['required_docs'] | null
  optional_docs: Version['optional_docs'] | null
  has_draft: boolean
  open: number
}

/** Every template, those in use first. */
export const listTemplates = async (_actor: Permitted<'settings.manage'>): Promise<TemplateRow[]> => {
  const { rows } = await pool().query<ListRow>({
    name: 'list_templates',
    text: `select t.*, p.number, p.published_at, coalesce(p.required_docs, d.required_docs) as required_docs,
        coalesce(p.optional_docs, d.optional_docs) as optional_docs, d.id is not null as has_draft,
        coalesce(o.open, 0) as open
      from templates t
      left join lateral (select * from template_versions where template_id = t.id and published_at is not null
        order by number desc limit 1) p on true
      left join template_versions d on d.template_id = t.id and d.published_at is null
      left join (${openSessions}) o on o.template_id = t.id
      order by t.ended_at is not null, t.is_public desc, t.name, t.id limit 500`,
  })
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    is_public: row.is_public && row.ended_at === null,
    state: stateOf({ ended_at: row.ended_at, published: row.number !== null }),
    number: row.number,
    publishedAt: row.published_at,
    docs: docsOf({ required_docs: row.required_docs ?? [], optional_docs: row.optional_docs ?? [] }),
    hasDraft: row.has_draft && row.ended_at === null,
    open: row.open,
  }))
}

export type TemplateDetail = Pick<Template, 'id' | 'name' | 'is_public' | 'ended_at'> & {
  state: TemplateState
  published: Version | null
  draft: Version | null
  /** For the forms that change it (lock-template.ts). */
  stamp: string
  /** The published ones, newest first; what each said, for whoever asks after a session that pinned it. */
  history: readonly (Version & { published_at: Date })[]
  open: number
}

/** One template with what it says now and what it will say next. */
export const getTemplate = async (_actor: Permitted<'settings.manage'>, id: string): Promise<TemplateDetail | null> => {
  const [found, versions, open] = await Promise.all([
    pool().query<Template>('select * from templates where id = $1', [id]),
    pool().query<Version>('select * from template_versions where template_id = $1 order by number desc limit 100', [
      id,
    ]),
    pool().query<{ open: number }>(`select open from (${openSessions}) o where template_id = $1`, [id]),
  ])
  const template = found.rows[0]
  if (!template) return null
  const draft = versions.rows.find((row) => row.published_at === null) ?? null
  const published = versions.rows.find((row) => row.published_at !== null) ?? null
  return {
    id: template.id,
    name: template.name,
    is_public: template.is_public && template.ended_at === null,
    ended_at: template.ended_at,
    state: stateOf({ ended_at: template.ended_at, published: published !== null }),
    published,
    draft,
    stamp: draftStamp(draft),
    history: versions.rows.flatMap((row) =>
      row.published_at === null ? [] : [{ ...row, published_at: row.published_at }],
    ),
    open: open.rows[0]?.open ?? 0,
  }
}
