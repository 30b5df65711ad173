import { Moment } from '@/components/admin/moment'
import { DataTable } from '@/components/ui/data-table'
import { StatusTag } from '@/components/ui/status-tag'
import { TypedText } from '@/components/ui/typed-text'
import type { Translate } from '@/lib/i18n/dictionary'
import type { Locale } from '@/lib/i18n/locales'
import type { InvitationLine } from '@/lib/invites/list-invitations'
import { adminInvitationPath } from '@/lib/paths'
import { InvitationTag } from './invitation-tag'

export const InvitationTable = ({
  rows,
  found,
  t,
  locale,
}: {
  rows: readonly InvitationLine[]
  /** They were searched for, so they stand by reference. */
  found: boolean
  t: Translate
  locale: Locale
}) => (
  <DataTable
    caption={t(found ? 'admin.invite.list.captionFound' : 'admin.invite.list.caption')}
    columns={[
      { key: 'reference', label: t('admin.invite.list.reference') },
      { key: 'state', label: t('admin.invite.list.state') },
      { key: 'name', label: t('admin.invite.list.person') },
      { key: 'template', label: t('admin.invite.list.template') },
      { key: 'created', label: t('admin.invite.list.created') },
      { key: 'ends', label: t('admin.invite.list.ends') },
    ]}
    rows={rows.map((row) => ({
      key: row.id,
      href: adminInvitationPath(row.id),
      cells: {
        reference: <TypedText strong>{row.reference}</TypedText>,
        state: (
          <span className="flex flex-col items-start gap-1">
            <InvitationTag state={row.state} t={t} />
            {row.undelivered && <StatusTag tone="bad">{t(`admin.invite.mail.mark.${row.undelivered}`)}</StatusTag>}
          </span>
        ),
        name: row.name === null ? t('admin.invite.nothing') : <TypedText>{row.name}</TypedText>,
        template: <TypedText>{row.template}</TypedText>,
        created: <Moment at={row.createdAt} locale={locale} />,
        ends: <Moment at={row.expiresAt} locale={locale} />,
      },
    }))}
  />
)
