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
import { confirmProps } from '../../../presence'
import { releaseNow } from '../actions'

const ReleasePage = async ({ params, searchParams }: PageProps<'/admin/sessions/[id]/release'>) => {
  const actor = await requirePermission('sessions.read', 'sessions.release')
  const session = await getAdminSession(actor, (await params).id)
  if (!session) notFound()
  const { id, reference } = session
  const { filter } = readFilter(await searchParams)
  const sessionHref = adminSessionPath(id, filter)
  const t = dictionary(defaultLocale)
  // Without scripts this very page answers a release that came too late, and must hand back what was typed. A visit has no
  // body, and nothing to hand back.
  const posted = (await headers()).has('content-type')
  const change = session.can.release || !posted ? null : lastMoveOf(session.timeline)
  if (!session.can.release && !change) redirect(withNotice(sessionHref, 'not_held'))
  const [{ name }, confirm] = await Promise.all([getOrganisation(), confirmProps(actor)])
  const title = t('common.pageTitle', { page: t('admin.session.release.title'), business: name })
  return (
    <Console actor={actor} t={t} page={null} room="sessions">
      <Crumbs
        label={t('admin.session.crumb')}
        steps={[
          { text: t('admin.nav.sessions'), href: adminSessionsPath(filter) },
          { text: reference, href: sessionHref },
          { text: t('admin.session.release.title') },
        ]}
      />
      <h1 className="text-h1 font-bold">{t('admin.session.release.heading', { reference })}</h1>
      <p className="max-w-read">{t('admin.session.release.body')}</p>
      <ReasonForm
        action={releaseNow}
        backHref={sessionHref}
        confirm={confirm}
        late={change && changeText(change, t, defaultLocale)}
        words={{
          title,
          problemTitle: t('common.problemTitle', { title }),
          reason: t('admin.session.release.reason'),
          hint: t('admin.session.release.reasonHint'),
          confirm: t('admin.session.release.confirm'),
          keep: t('admin.session.actions.back'),
          conflict: t('admin.session.conflict.title'),
          fresh: t('admin.session.conflict.open'),
        }}
      >
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="view" value={new URLSearchParams(filterQuery(filter)).toString()} />
      </ReasonForm>
    </Console>
  )
}

export default ReleasePage
