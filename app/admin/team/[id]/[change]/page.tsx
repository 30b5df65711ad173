import { notFound, redirect } from 'next/navigation'
import { Crumbs } from '@/components/admin/crumbs'
import { roleOptions } from '@/components/admin/role-words'
import { type KeptField, SensitiveForm } from '@/components/admin/sensitive-form'
import { ButtonLink } from '@/components/ui/button'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale as locale } from '@/lib/i18n/locales'
import { colleaguePath, teamPath } from '@/lib/paths'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { colleagueChanges } from '@/lib/staff/colleague-change'
import { getMember } from '@/lib/staff/list-team'
import { Console } from '../../../console'
import { confirmProps } from '../../../presence'
import { changeColleague } from '../../actions'

/** Names what a change does to a colleague before it is done. */
const ChangePage = async ({ params }: PageProps<'/admin/team/[id]/[change]'>) => {
  const actor = await requirePermission('team.manage')
  const { id, change: word } = await params
  const change = colleagueChanges.find((known) => known === word)
  const member = await getMember(actor, id)
  if (!change || !member) notFound()
  if (id === actor.staffId) redirect(colleaguePath(id))
  const t = dictionary(locale)
  const [confirm, { name: business }] = await Promise.all([confirmProps(actor), getOrganisation()])
  const { name } = member
  const plain = t('common.pageTitle', { page: t(`admin.team.change.${change}.title`), business })
  const role: KeptField = {
    kind: 'choice',
    name: 'role',
    label: t('admin.team.role'),
    options: roleOptions(t),
    value: member.role,
  }
  return (
    <Console actor={actor} t={t} page={null} room="team">
      <Crumbs
        label={t('admin.session.crumb')}
        steps={[
          { text: t('admin.team.title'), href: teamPath() },
          { text: name, href: colleaguePath(id) },
          { text: t(`admin.team.change.${change}.title`) },
        ]}
      />
      <div className="flex max-w-read flex-col gap-6">
        <h1 className="text-h1 font-bold">{t(`admin.team.change.${change}.heading`, { name })}</h1>
        <p>{t(`admin.team.change.${change}.body`, { name })}</p>
        <SensitiveForm
          action={changeColleague}
          submit={t(`admin.team.change.${change}.submit`)}
          problemHeading={t('admin.team.problem.title')}
          confirm={confirm}
          title={{ plain, problem: t('common.problemTitle', { title: plain }) }}
          fields={change === 'role' ? [role] : []}
        >
          <input type="hidden" name="id" value={id} />
          <input type="hidden" name="change" value={change} />
        </SensitiveForm>
        <div>
          <ButtonLink href={colleaguePath(id)} kind="secondary">
            {t('admin.team.back')}
          </ButtonLink>
        </div>
      </div>
    </Console>
  )
}

export default ChangePage
