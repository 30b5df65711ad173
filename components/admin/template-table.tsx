import { DataTable } from '@/components/ui/data-table'
import { StatusTag, type Tone } from '@/components/ui/status-tag'
import { TypedText } from '@/components/ui/typed-text'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatDate, formatList } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'
import { templatePath } from '@/lib/paths'
import type { TemplateRow, TemplateState } from '@/lib/templates/list-templates'

const tones: Record<TemplateState, Tone> = { draft: 'plain', in_use: 'good', ended: 'plain' }

type TagsProps = { state: TemplateState; isPublic: boolean; draftWaits: boolean; t: Translate }

/** Where a template stands, each in words of its own. */
export const TemplateTags = ({ state, isPublic, draftWaits, t }: TagsProps) => (
  <span className="flex flex-wrap gap-1">
    <StatusTag tone={tones[state]}>{t(`templates.state.${state}`)}</StatusTag>
    {isPublic && <StatusTag tone="info">{t('templates.public')}</StatusTag>}
    {draftWaits && <StatusTag tone="warn">{t('templates.draftWaits')}</StatusTag>}
  </span>
)

type TemplateTableProps = { rows: readonly TemplateRow[]; t: Translate; locale: Locale }

export const TemplateTable = ({ rows, t, locale }: TemplateTableProps) => (
  <DataTable
    caption={t('templates.table.caption')}
    columns={(['name', 'state', 'version', 'documents', 'open'] as const).map((key) => ({
      key,
      label: t(`templates.table.${key}`),
    }))}
    rows={rows.map((row) => ({
      key: row.id,
      href: templatePath(row.id),
      cells: {
        name: <TypedText>{row.name}</TypedText>,
        state: (
          <TemplateTags
            state={row.state}
            isPublic={row.is_public}
            draftWaits={row.hasDraft && row.state === 'in_use'}
            t={t}
          />
        ),
        version:
          row.number === null || row.publishedAt === null
            ? t('templates.none')
            : t('templates.versionAt', { number: row.number, date: formatDate(row.publishedAt, locale) }),
        documents: formatList(
          row.docs.map((doc) => t(`documents.${doc}.name`)),
          locale,
        ),
        open: t('templates.openCount', { count: row.open }),
      },
    }))}
  />
)
