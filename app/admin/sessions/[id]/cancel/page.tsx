import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { changeText } from '@/components/admin/change-text'
import { Crumbs } from '@/components/admin/crumbs'
import { ReasonForm } from '@/components/admin/reason-form'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { readFilter } from '@/lib/kyc/read-filter'
import { filterQuery } from '@/lib/kyc/session-filter'
import { adminSessionPath, adminSessionsPath, withNotice } from '@/lib/paths'
import { getAdminSession } from '@/lib/sessions/get-admin-session'
import { lastMoveOf } from '@/lib/sessions/last-change'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { Console } from '../../../console'
import { cancelNow } from '../actions'

const CancelPage = async ({ params, searchParams }: PageProps<'/admin/sessions/[id]/cancel'>) => {
  const actor = await requirePermission('sessions.read', 'sessions.act')
  const session = await getAdminSession(actor, (await params).id)
  if (!session) notFound()
  const { id, reference } = session
  const { filter } = readFilter(await searchParams)
  const sessionHref = adminSessionPath(id, filter)
  // As on the page of a release: without scripts this page answers a cancel that came too late, and hands back what was typed.
  const posted = (await headers()).has('content-type')
  const change = session.can.cancel || !posted ? null : lastMoveOf(session.timeline)
  if (!session.can.cancel && !change) redirect(withNotice(sessionHref, 'already_final'))
  const t = dictionary(defaultLocale)
  const { name: business } = await getOrganisation()
  const title = t('common.pageTitle', { page: t('admin.session.cancel.title'), business })
  return (
    <Console actor={actor} t={t} page={null} room="sessions">
      <Crumbs
        label={t('admin.session.crumb')}
        steps={[
          { text: t('admin.nav.sessions'), href: adminSessionsPath(filter) },
          { text: reference, href: sessionHref },
          { text: t('admin.session.cancel.title') },
        ]}
      />
      <h1 className="text-h1 font-bold">{t('admin.session.cancel.heading', { reference })}</h1>
      <div className="flex max-w-read flex-col gap-3">
        <p>{t('admin.session.cancel.body')}</p>
        <p className="font-semibold">{t('admin.session.cancel.cannotUndo')}</p>
      </div>
      <ReasonForm
        action={cancelNow}
        kind="danger"
        backHref={sessionHref}
        late={change && changeText(change, t, defaultLocale)}
        words={{
          title,
          problemTitle: t('common.problemTitle', { title }),
          reason: t('admin.session.cancel.reason'),
          hint: t('admin.session.cancel.reasonHint'),
          confirm: t('admin.session.cancel.confirm'),
          keep: change ? t('admin.session.actions.back') : t('admin.session.cancel.keep'),
          conflict: t('admin.session.conflict.title'),
          fresh: t('admin.session.conflict.open'),
        }}
      >
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="seen" value={session.status} />
        <input type="hidden" name="view" value={new URLSearchParams(filterQuery(filter)).toString()} />
      </ReasonForm>
    </Console>
  )
}

export default CancelPage
