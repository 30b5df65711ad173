import { DataTable } from '@/components/ui/data-table'
import type { Translate } from '@/lib/i18n/dictionary'
import type { Locale } from '@/lib/i18n/locales'
import type { StaffState } from '@/lib/kyc/staff-state'
import { adminSessionPath } from '@/lib/paths'
import { Moment } from './moment'
import { StateTag } from './state-tag'

/** What one line needs; the rows of lib/sessions fit. */
export type SessionLine = {
  id: string
  reference: string
  state: StaffState
  asked: number
  agreed: number | null
  createdAt: Date
  lastEventAt: Date
}

type SessionTableProps = { rows: readonly SessionLine[]; t: Translate; locale: Locale }

const documentsOf = ({ asked, agreed }: SessionLine, t: Translate): string => {
  if (asked === 0) return t('admin.session.nothing')
  return agreed === null
    ? t('admin.sessions.documentsOpen', { asked })
    : t('admin.sessions.documents', { agreed, asked })
}

export const SessionTable = ({ rows, t, locale }: SessionTableProps) => (
  <DataTable
    caption={t('admin.sessions.caption')}
    columns={[
      { key: 'reference', label: t('admin.sessions.columns.reference') },
      { key: 'state', label: t('admin.sessions.columns.state') },
      { key: 'documents', label: t('admin.sessions.columns.documents') },
      { key: 'started', label: t('admin.sessions.columns.started') },
      { key: 'last', label: t('admin.sessions.columns.last') },
    ]}
    rows={rows.map((row) => ({
      key: row.id,
      href: adminSessionPath(row.id),
      cells: {
        reference: (
          <bdi dir="ltr" className="whitespace-nowrap font-semibold">
            {row.reference}
          </bdi>
        ),
        state: <StateTag state={row.state} t={t} />,
        documents: documentsOf(row, t),
        started: <Moment at={row.createdAt} locale={locale} />,
        last: <Moment at={row.lastEventAt} locale={locale} />,
      },
    }))}
  />
)
