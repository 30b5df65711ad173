import { Crumbs } from '@/components/admin/crumbs'
import { roleOptions } from '@/components/admin/role-words'
import { SensitiveForm } from '@/components/admin/sensitive-form'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale as locale } from '@/lib/i18n/locales'
import { teamPath } from '@/lib/paths'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { Console } from '../../console'
import { confirmProps } from '../../presence'
import { invite } from '../actions'

const InviteColleaguePage = async () => {
  const actor = await requirePermission('team.manage')
  const t = dictionary(locale)
  const [confirm, { name: business }] = await Promise.all([confirmProps(actor), getOrganisation()])
  const plain = t('common.pageTitle', { page: t('admin.team.inviteTitle'), business })
  return (
    <Console actor={actor} t={t} page={null} room="team">
      <Crumbs
        label={t('admin.session.crumb')}
        steps={[{ text: t('admin.team.title'), href: teamPath() }, { text: t('admin.team.inviteTitle') }]}
      />
      <div className="flex max-w-read flex-col gap-6">
        <h1 className="text-h1 font-bold">{t('admin.team.inviteTitle')}</h1>
        <p>{t('admin.team.inviteLead')}</p>
        <SensitiveForm
          action={invite}
          submit={t('admin.team.inviteSubmit')}
          problemHeading={t('admin.team.problem.title')}
          confirm={confirm}
          title={{ plain, problem: t('common.problemTitle', { title: plain }) }}
          fields={[
            { kind: 'email', name: 'email', label: t('admin.team.inviteEmail') },
            { kind: 'choice', name: 'role', label: t('admin.team.role'), options: roleOptions(t), value: 'viewer' },
          ]}
          revealed={{
            heading: t('admin.team.inviteShown'),
            lead: t('admin.team.inviteShownLead'),
            copy: t('admin.team.copy'),
            copied: t('admin.team.copied'),
          }}
        />
      </div>
    </Console>
  )
}

export default InviteColleaguePage
