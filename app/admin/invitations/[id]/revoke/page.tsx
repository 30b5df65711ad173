import { notFound, redirect } from 'next/navigation'
import { Crumbs } from '@/components/admin/crumbs'
import { Button, ButtonLink } from '@/components/ui/button'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { getInvitation } from '@/lib/invites/get-invitation'
import { adminInvitationPath, adminInvitationsPath, withNotice } from '@/lib/paths'
import { Console } from '../../../console'
import { revokeNow } from '../../actions'

const RevokePage = async ({ params }: PageProps<'/admin/invitations/[id]/revoke'>) => {
  const actor = await requirePermission('invitations.manage')
  const invitation = await getInvitation(actor, (await params).id)
  if (!invitation) notFound()
  const { id, reference } = invitation
  const back = adminInvitationPath(id)
  if (!invitation.can.revoke) redirect(withNotice(back, 'invitation_over'))
  const t = dictionary(defaultLocale)
  const title = t('admin.invite.revoke.title')
  return (
    <Console actor={actor} t={t} page={title} room="invitations">
      <Crumbs
        label={t('admin.session.crumb')}
        steps={[
          { text: t('admin.nav.invitations'), href: adminInvitationsPath() },
          { text: reference, href: back },
          { text: title },
        ]}
      />
      <h1 className="text-h1 font-bold">{t('admin.invite.revoke.heading', { reference })}</h1>
      <div className="flex max-w-read flex-col gap-3">
        <p>{t(invitation.state === 'under_way' ? 'admin.invite.revoke.open_session' : 'admin.invite.revoke.body')}</p>
        <p className="font-semibold">{t('admin.session.cancel.cannotUndo')}</p>
      </div>
      <form action={revokeNow} className="flex flex-wrap gap-2">
        <input type="hidden" name="id" value={id} />
        <Button kind="danger">{t('admin.invite.revoke.confirm')}</Button>
        <ButtonLink href={back} kind="secondary">
          {t('admin.invite.revoke.keep')}
        </ButtonLink>
      </form>
    </Console>
  )
}

export default RevokePage
