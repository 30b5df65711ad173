import { Section } from '@/components/admin/section'
import { StaffInviteList } from '@/components/admin/staff-invite-list'
import { TeamSaid } from '@/components/admin/team-said'
import { TeamTable } from '@/components/admin/team-table'
import { ButtonLink } from '@/components/ui/button'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale as locale } from '@/lib/i18n/locales'
import { teamInvitePath } from '@/lib/paths'
import { listStaffInvites, listTeam } from '@/lib/staff/list-team'
import { Console } from '../console'
import { withdrawInvite } from './actions'

const TeamPage = async ({ searchParams }: PageProps<'/admin/team'>) => {
  const actor = await requirePermission('team.manage')
  const t = dictionary(locale)
  const [members, invites, { said }] = await Promise.all([listTeam(actor), listStaffInvites(actor), searchParams])
  return (
    <Console actor={actor} t={t} page={t('admin.team.title')} room="team">
      <div className="flex flex-col gap-2">
        <h1 className="text-h1 font-bold">{t('admin.team.heading')}</h1>
        <p className="max-w-read text-ink-soft">{t('admin.team.lead')}</p>
      </div>
      <TeamSaid said={said} t={t} />
      <div>
        <ButtonLink href={teamInvitePath()}>{t('admin.team.invite')}</ButtonLink>
      </div>
      <TeamTable members={members} ownId={actor.staffId} t={t} locale={locale} />
      <Section id="invites" heading={t('admin.team.invites')}>
        <StaffInviteList invites={invites} withdraw={withdrawInvite} t={t} locale={locale} />
      </Section>
    </Console>
  )
}

export default TeamPage
