import { Button } from '@/components/ui/button'
import { DataTable } from '@/components/ui/data-table'
import { TypedText } from '@/components/ui/typed-text'
import type { Translate } from '@/lib/i18n/dictionary'
import type { Locale } from '@/lib/i18n/locales'
import { Moment } from './moment'
import { roleText } from './role-words'

export type StaffInviteLine = { id: string; email: string; role: string; invitedBy: string; expiresAt: Date }

type StaffInviteListProps = {
  invites: readonly StaffInviteLine[]
  withdraw: (form: FormData) => Promise<void>
  t: Translate
  locale: Locale
}

/** Invitations that can still be accepted. The link itself is known to nobody but whoever made it. */
export const StaffInviteList = ({ invites, withdraw, t, locale }: StaffInviteListProps) =>
  invites.length === 0 ? (
    <p className="text-ink-soft">{t('admin.team.noInvites')}</p>
  ) : (
    <DataTable
      caption={t('admin.team.invitesCaption')}
      columns={[
        { key: 'email', label: t('admin.team.email') },
        { key: 'role', label: t('admin.team.role') },
        { key: 'by', label: t('admin.team.invitedBy') },
        { key: 'until', label: t('admin.team.until') },
        { key: 'action', label: t('admin.team.action') },
      ]}
      rows={invites.map(({ id, email, role, invitedBy, expiresAt }) => ({
        key: id,
        cells: {
          email: <TypedText dir="ltr">{email}</TypedText>,
          role: roleText(role, t),
          by: <TypedText>{invitedBy}</TypedText>,
          until: <Moment at={expiresAt} locale={locale} />,
          action: (
            <form action={withdraw}>
              <input type="hidden" name="id" value={id} />
              <Button kind="secondary">{t('admin.team.withdraw')}</Button>
            </form>
          ),
        },
      }))}
    />
  )
