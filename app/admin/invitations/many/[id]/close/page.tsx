import { notFound, redirect } from 'next/navigation'
import { Crumbs } from '@/components/admin/crumbs'
import { Button, ButtonLink } from '@/components/ui/button'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { openOfImport } from '@/lib/invites/close-import'
import { getImport } from '@/lib/invites/get-import'
import { adminImportPath, adminInvitationsPath, adminInviteManyPath } from '@/lib/paths'
import { Console } from '../../../../console'
import { closeMany } from '../../actions'

const CloseFilePage = async ({ params }: PageProps<'/admin/invitations/many/[id]/close'>) => {
  const actor = await requirePermission('invitations.manage')
  const { id } = await params
  const [file, open] = await Promise.all([getImport(actor, id), openOfImport(actor, id)])
  if (!file) notFound()
  const back = adminImportPath(id)
  if (file.state === 'checked' || (file.state !== 'running' && open.invitations === 0)) redirect(back)
  const t = dictionary(defaultLocale)
  const title = t('admin.invite.many.close.title')
  const running = file.state === 'running'
  const count = open.invitations
  return (
    <Console actor={actor} t={t} page={title} room="invitations">
      <Crumbs
        label={t('admin.session.crumb')}
        steps={[
          { text: t('admin.nav.invitations'), href: adminInvitationsPath() },
          { text: t('admin.invite.many.title'), href: adminInviteManyPath() },
          { text: t('admin.invite.many.fileHeading'), href: back },
          { text: title },
        ]}
      />
      <h1 className="text-h1 font-bold">
        {running ? t('admin.invite.many.close.stopHeading') : t('admin.invite.many.close.heading', { count })}
      </h1>
      <div className="flex max-w-read flex-col gap-3">
        {running && <p>{t('admin.invite.many.close.running')}</p>}
        <p>{t('admin.invite.many.close.body')}</p>
        {open.sessions > 0 && <p>{t('admin.invite.many.close.sessions', { count: open.sessions })}</p>}
        <p className="font-semibold">{t('admin.session.cancel.cannotUndo')}</p>
      </div>
      <form action={closeMany} className="flex flex-wrap gap-2">
        <input type="hidden" name="id" value={id} />
        <Button kind="danger">
          {running ? t('admin.invite.many.close.stop') : t('admin.invite.many.close.confirm', { count })}
        </Button>
        <ButtonLink href={back} kind="secondary">
          {t('admin.invite.many.close.keep')}
        </ButtonLink>
      </form>
    </Console>
  )
}

export default CloseFilePage
