import { notFound, redirect } from 'next/navigation'
import { Crumbs } from '@/components/admin/crumbs'
import { Button, ButtonLink } from '@/components/ui/button'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { adminCancelPath, adminSessionPath, adminSessionsPath, withNotice } from '@/lib/paths'
import { getAdminSession } from '@/lib/sessions/get-admin-session'
import { Console } from '../../../console'
import { cancelNow } from '../actions'

const CancelPage = async ({ params }: PageProps<'/admin/sessions/[id]/cancel'>) => {
  const actor = await requirePermission('sessions.read', 'sessions.act')
  const session = await getAdminSession(actor, (await params).id)
  if (!session) notFound()
  const { id, reference } = session
  if (!session.can.cancel) redirect(withNotice(adminSessionPath(id), 'already_final'))
  const t = dictionary(defaultLocale)
  return (
    <Console actor={actor} t={t} page={t('admin.session.cancel.title')} room="sessions" here={adminCancelPath(id)}>
      <Crumbs
        label={t('admin.session.crumb')}
        steps={[
          { text: t('admin.nav.sessions'), href: adminSessionsPath() },
          { text: reference, href: adminSessionPath(id) },
          { text: t('admin.session.cancel.title') },
        ]}
      />
      <h1 className="text-h1 font-bold">{t('admin.session.cancel.heading', { reference })}</h1>
      <div className="flex max-w-read flex-col gap-3">
        <p>{t('admin.session.cancel.body')}</p>
        <p className="font-semibold">{t('admin.session.cancel.cannotUndo')}</p>
      </div>
      <form action={cancelNow} className="flex flex-wrap gap-2">
        <input type="hidden" name="id" value={id} />
        <Button kind="danger">{t('admin.session.cancel.confirm')}</Button>
        <ButtonLink href={adminSessionPath(id)} kind="secondary">
          {t('admin.session.cancel.keep')}
        </ButtonLink>
      </form>
    </Console>
  )
}

export default CancelPage
