import { DataTable } from '@/components/ui/data-table'
import { TypedText } from '@/components/ui/typed-text'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatDateTime, formatNumber } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'
import type { ImportLine } from '@/lib/invites/list-imports'
import { invitableRows } from '@/lib/kyc/invitable-rows'
import { adminImportPath } from '@/lib/paths'

type Props = { rows: readonly ImportLine[]; t: Translate; locale: Locale }

/** The files of people, newest first. A file has no name of its own: when it was chosen is what tells it from others. */
export const ImportTable = ({ rows, t, locale }: Props) => (
  <DataTable
    caption={t('admin.invite.many.list.heading')}
    columns={[
      { key: 'file', label: t('admin.invite.many.list.chosen') },
      { key: 'state', label: t('admin.invite.list.state') },
      { key: 'created', label: t('admin.invite.many.progressName') },
      { key: 'template', label: t('admin.invite.fields.template') },
      { key: 'by', label: t('admin.invite.many.list.by') },
    ]}
    rows={rows.map((row) => ({
      key: row.id,
      href: adminImportPath(row.id),
      cells: {
        file: formatDateTime(row.created_at, locale),
        state: t(`admin.invite.many.list.states.${row.state}`),
        created: t('admin.invite.many.list.of', {
          done: formatNumber(row.created_rows, locale),
          all: formatNumber(invitableRows(row), locale),
        }),
        template: <TypedText>{row.template}</TypedText>,
        by: <TypedText>{row.by}</TypedText>,
      },
    }))}
  />
)
