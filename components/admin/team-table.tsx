import { DataTable } from '@/components/ui/data-table'
import { TypedText } from '@/components/ui/typed-text'
import type { Translate } from '@/lib/i18n/dictionary'
import type { Locale } from '@/lib/i18n/locales'
import { colleaguePath } from '@/lib/paths'
import type { TeamMember } from '@/lib/staff/list-team'
import { factorText, MemberSeen, MemberState } from './member-words'
import { roleText } from './role-words'

type TeamTableProps = { members: readonly TeamMember[]; ownId: string; t: Translate; locale: Locale }

/** Everyone who may sign in; each name leads to what can be done. */
export const TeamTable = ({ members, ownId, t, locale }: TeamTableProps) => (
  <DataTable
    caption={t('admin.team.caption')}
    columns={[
      { key: 'name', label: t('admin.team.name') },
      { key: 'email', label: t('admin.team.email') },
      { key: 'role', label: t('admin.team.role') },
      { key: 'factor', label: t('admin.team.factor') },
      { key: 'seen', label: t('admin.team.seen') },
      { key: 'state', label: t('admin.team.state') },
    ]}
    rows={members.map((member) => ({
      key: member.id,
      href: colleaguePath(member.id),
      cells: {
        name: <TypedText>{member.id === ownId ? t('admin.team.you', { name: member.name }) : member.name}</TypedText>,
        email: <TypedText dir="ltr">{member.email}</TypedText>,
        role: roleText(member.role, t),
        factor: factorText(member, t),
        seen: <MemberSeen member={member} t={t} locale={locale} />,
        state: <MemberState member={member} t={t} />,
      },
    }))}
  />
)
