import { notFound, redirect } from 'next/navigation'
import { Crumbs } from '@/components/admin/crumbs'
import { Button, ButtonLink } from '@/components/ui/button'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { readFilter } from '@/lib/kyc/read-filter'
import { filterQuery } from '@/lib/kyc/session-filter'
import { adminCancelPath, adminSessionPath, adminSessionsPath, withNotice } from '@/lib/paths'
import { getAdminSession } from '@/lib/sessions/get-admin-session'
import { Console } from '../../../console'
import { cancelNow } from '../actions'

const CancelPage = async ({ params, searchParams }: PageProps<'/admin/sessions/[id]/cancel'>) => {
  const actor = await requirePermission('sessions.read', 'sessions.act')
  const session = await getAdminSession(actor, (await params).id)
  if (!session) notFound()
  const { id, reference } = session
  const { filter } = readFilter(await searchParams)
  const sessionHref = adminSessionPath(id, filter)
  if (!session.can.cancel) redirect(withNotice(sessionHref, 'already_final'))
  const t = dictionary(defaultLocale)
  return (
    <Console
      actor={actor}
      t={t}
      page={t('admin.session.cancel.title')}
      room="sessions"
      here={adminCancelPath(id, filter)}
    >
      <Crumbs
        label={t('admin.session.crumb')}
        steps={[
          { text: t('admin.nav.sessions'), href: adminSessionsPath(filter) },
          { text: reference, href: sessionHref },
          { text: t('admin.session.cancel.title') },
        ]}
      />
      <h1 className="break-words text-h1 font-bold">{t('admin.session.cancel.heading', { reference })}</h1>
      <div className="flex max-w-read flex-col gap-3">
        <p>{t('admin.session.cancel.body')}</p>
        <p className="font-semibold">{t('admin.session.cancel.cannotUndo')}</p>
      </div>
      <form action={cancelNow} className="flex flex-wrap gap-2">
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="seen" value={session.status} />
        <input type="hidden" name="view" value={new URLSearchParams(filterQuery(filter)).toString()} />
        <Button kind="danger">{t('admin.session.cancel.confirm')}</Button>
        <ButtonLink href={sessionHref} kind="secondary">
          {t('admin.session.cancel.keep')}
        </ButtonLink>
      </form>
    </Console>
  )
}

export default CancelPage
