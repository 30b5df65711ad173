import { notFound } from 'next/navigation'
import { Crumbs } from '@/components/admin/crumbs'
import { factorText, MemberSeen, MemberState } from '@/components/admin/member-words'
import { roleText } from '@/components/admin/role-words'
import { Section } from '@/components/admin/section'
import { TeamSaid } from '@/components/admin/team-said'
import { ButtonLink } from '@/components/ui/button'
import { SummaryList } from '@/components/ui/summary-list'
import { TypedText } from '@/components/ui/typed-text'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary, type Translate } from '@/lib/i18n/dictionary'
import { defaultLocale as locale } from '@/lib/i18n/locales'
import { accountPath, colleagueChangePath, teamPath } from '@/lib/paths'
import { colleagueChanges } from '@/lib/staff/colleague-change'
import { getMember, type TeamMember } from '@/lib/staff/list-team'
import { Console } from '../../console'

const Changes = ({ member, t }: { member: TeamMember; t: Translate }) => (
  <ul className="flex flex-wrap gap-2">
    {colleagueChanges
      .filter((change) => change !== (member.disabledAt ? 'disable' : 'enable'))
      .map((change) => (
        <li key={change}>
          <ButtonLink href={colleagueChangePath(member.id, change)} kind="secondary">
            {t(`admin.team.change.${change}.title`)}
          </ButtonLink>
        </li>
      ))}
  </ul>
)

const ColleaguePage = async ({ params, searchParams }: PageProps<'/admin/team/[id]'>) => {
  const actor = await requirePermission('team.manage')
  const member = await getMember(actor, (await params).id)
  if (!member) notFound()
  const t = dictionary(locale)
  const { said } = await searchParams
  return (
    <Console actor={actor} t={t} page={member.name} room="team">
      <Crumbs
        label={t('admin.session.crumb')}
        steps={[{ text: t('admin.team.title'), href: teamPath() }, { text: member.name }]}
      />
      <h1 className="text-h1 font-bold">
        <bdi>{member.name}</bdi>
      </h1>
      <TeamSaid said={said} t={t} />
      <SummaryList
        items={[
          { term: t('admin.team.email'), value: <TypedText dir="ltr">{member.email}</TypedText> },
          { term: t('admin.team.role'), value: roleText(member.role, t) },
          { term: t('admin.team.factor'), value: factorText(member, t) },
          { term: t('admin.team.seen'), value: <MemberSeen member={member} t={t} locale={locale} /> },
          { term: t('admin.team.state'), value: <MemberState member={member} t={t} /> },
        ]}
      />
      {member.id === actor.staffId ? (
        <div className="flex max-w-read flex-col items-start gap-3">
          <p>{t('admin.team.self')}</p>
          <ButtonLink href={accountPath()} kind="secondary">
            {t('admin.team.toAccount')}
          </ButtonLink>
        </div>
      ) : (
        <Section id="changes" heading={t('admin.team.changes')}>
          <Changes member={member} t={t} />
        </Section>
      )}
    </Console>
  )
}

export default ColleaguePage
