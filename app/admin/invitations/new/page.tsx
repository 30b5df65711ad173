import { Crumbs } from '@/components/admin/crumbs'
import { InviteForm, type InviteWords } from '@/components/invited/invite-form'
import { Notice } from '@/components/ui/notice'
import { requirePermission } from '@/lib/auth/require-permission'
import { env } from '@/lib/env'
import { dictionary, type Translate } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { newLinkKey } from '@/lib/invites/links'
import { adminInvitationsPath, adminInvitePath } from '@/lib/paths'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { Console } from '../../console'
import { inviteOne } from '../actions'
import { inviteChoices } from '../choices'
import { madeWords } from '../made'

const wordsOf = (t: Translate, title: string): InviteWords => ({
  ...madeWords(t),
  title,
  problemTitle: t('common.problemTitle', { title }),
  summary: t('admin.invite.summary'),
  submit: t('admin.invite.submit'),
  byMail: t('admin.invite.byMail'),
  labels: {
    template: t('admin.invite.fields.template'),
    reference: t('admin.invite.fields.reference'),
    name: t('admin.invite.fields.name'),
    email: t('admin.invite.fields.email'),
    phone: t('admin.invite.fields.phone'),
    language: t('admin.invite.fields.language'),
    life: t('admin.invite.fields.life'),
  },
  hints: {
    reference: t('admin.invite.hints.reference'),
    email: t('admin.invite.hints.email'),
    phone: t('admin.invite.hints.phone'),
  },
})

const NewInvitationPage = async () => {
  const actor = await requirePermission('invitations.manage')
  const t = dictionary(defaultLocale)
  const [{ name: business }, choices] = await Promise.all([getOrganisation(), inviteChoices(t)])
  const mail = env().mail !== null
  return (
    <Console actor={actor} t={t} page={null} room="invitations">
      <Crumbs
        label={t('admin.session.crumb')}
        steps={[{ text: t('admin.nav.invitations'), href: adminInvitationsPath() }, { text: t('admin.invite.one') }]}
      />
      <h1 className="text-h1 font-bold">{t('admin.invite.one')}</h1>
      {!mail && (
        <Notice kind="info">
          <p>{t('admin.invite.noMail')}</p>
        </Notice>
      )}
      <InviteForm
        action={inviteOne}
        formKey={newLinkKey(actor)}
        {...choices}
        mail={mail}
        anotherHref={adminInvitePath()}
        words={wordsOf(t, t('common.pageTitle', { page: t('admin.invite.one'), business }))}
      />
    </Console>
  )
}

export default NewInvitationPage
