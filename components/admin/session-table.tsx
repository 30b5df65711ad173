import { DataTable } from '@/components/ui/data-table'
import { TypedText } from '@/components/ui/typed-text'
import type { Translate } from '@/lib/i18n/dictionary'
import type { Locale } from '@/lib/i18n/locales'
import type { SessionFilter } from '@/lib/kyc/session-filter'
import { isOpen, type StaffState } from '@/lib/kyc/staff-state'
import { adminSessionPath } from '@/lib/paths'
import { Moment } from './moment'
import { StateTag } from './state-tag'

/** What one line needs; the rows of lib/sessions fit. */
export type SessionLine = {
  id: string
  reference: string
  state: StaffState
  template: string | null
  invitedAs: string | null
  asked: number
  agreed: number | null
  createdAt: Date
  lastEventAt: Date
}

type SessionTableProps = {
  rows: readonly SessionLine[]
  t: Translate
  locale: Locale
  /** The list they stand in, which each session keeps for its way back and its neighbours. */
  filter?: SessionFilter
  /** Id of the form that the boxes of open sessions belong to. */
  tickFor?: string | undefined
}

const documentsOf = ({ asked, agreed }: SessionLine, t: Translate): string => {
  if (asked === 0) return t('admin.session.nothing')
  return agreed === null
    ? t('admin.sessions.documentsOpen', { asked })
    : t('admin.sessions.documents', { agreed, asked })
}

/** Only what is still open can be ticked; the column stays, so that the others line up. */
const Tick = ({ row, form, t }: { row: SessionLine; form: string; t: Translate }) =>
  isOpen(row.state) ? (
    <label className="flex min-h-control items-center gap-2 md:min-h-0">
      <input type="checkbox" name="id" value={row.id} form={form} className="size-icon shrink-0" />
      <span className="sr-only">{t('admin.sessions.tick', { reference: row.reference })}</span>
    </label>
  ) : null

export const SessionTable = ({ rows, t, locale, filter, tickFor }: SessionTableProps) => (
  <DataTable
    caption={t('admin.sessions.caption')}
    columns={[
      { key: 'reference', label: t('admin.sessions.columns.reference') },
      { key: 'state', label: t('admin.sessions.columns.state') },
      { key: 'template', label: t('admin.sessions.columns.template') },
      { key: 'documents', label: t('admin.sessions.columns.documents') },
      { key: 'started', label: t('admin.sessions.columns.started') },
      { key: 'last', label: t('admin.sessions.columns.last') },
      ...(tickFor === undefined ? [] : [{ key: 'tick', label: t('admin.sessions.columns.tick') }]),
    ]}
    rows={rows.map((row) => ({
      key: row.id,
      href: adminSessionPath(row.id, filter),
      cells: {
        reference: (
          <>
            <bdi dir="ltr" className="whitespace-nowrap font-semibold">
              {row.reference}
            </bdi>
            {row.invitedAs !== null && <bdi className="block wrap-anywhere text-small">{row.invitedAs}</bdi>}
          </>
        ),
        state: <StateTag state={row.state} t={t} />,
        template: row.template === null ? t('admin.sessions.noTemplate') : <TypedText>{row.template}</TypedText>,
        documents: documentsOf(row, t),
        started: <Moment at={row.createdAt} locale={locale} />,
        last: <Moment at={row.lastEventAt} locale={locale} />,
        tick: tickFor !== undefined && <Tick row={row} form={tickFor} t={t} />,
      },
    }))}
  />
)
