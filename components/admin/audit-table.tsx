import { DataTable } from '@/components/ui/data-table'
import { StatusTag } from '@/components/ui/status-tag'
import { TypedText } from '@/components/ui/typed-text'
import type { AuditRow } from '@/lib/audit/audit-row'
import type { Translate } from '@/lib/i18n/dictionary'
import type { Locale } from '@/lib/i18n/locales'
import { adminAuditRowPath } from '@/lib/paths'
import { AboutText, ActionText, whoText } from './audit-words'
import { Moment } from './moment'

type Props = { rows: readonly AuditRow[]; query: Record<string, string>; t: Translate; locale: Locale }

export const AuditTable = ({ rows, query, t, locale }: Props) => (
  <DataTable
    caption={t('admin.audit.caption')}
    columns={[
      { key: 'row', label: t('admin.audit.columns.row') },
      { key: 'at', label: t('admin.audit.columns.at') },
      { key: 'who', label: t('admin.audit.columns.who') },
      { key: 'action', label: t('admin.audit.columns.action') },
      { key: 'about', label: t('admin.audit.columns.about') },
    ]}
    rows={rows.map((row) => ({
      key: String(row.seq),
      href: adminAuditRowPath(row.seq, query),
      cells: {
        row: <span className="whitespace-nowrap">{t('admin.audit.row', { seq: row.seq })}</span>,
        at: <Moment at={row.at} locale={locale} />,
        who: <TypedText>{whoText(row.who, t)}</TypedText>,
        action: (
          <>
            <ActionText row={row} t={t} />
            {!row.intact && <StatusTag tone="bad">{t('admin.audit.altered')}</StatusTag>}
          </>
        ),
        about: <AboutText object={row.object} t={t} />,
      },
    }))}
  />
)
