import { notFound, redirect } from 'next/navigation'
import { Crumbs } from '@/components/admin/crumbs'
import { ReleaseForm } from '@/components/admin/release-form'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { adminReleasePath, adminSessionPath, adminSessionsPath, withNotice } from '@/lib/paths'
import { getAdminSession } from '@/lib/sessions/get-admin-session'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { Console } from '../../../console'
import { releaseNow } from '../actions'

const ReleasePage = async ({ params }: PageProps<'/admin/sessions/[id]/release'>) => {
  const actor = await requirePermission('sessions.read', 'sessions.release')
  const session = await getAdminSession(actor, (await params).id)
  if (!session) notFound()
  const { id, reference } = session
  if (!session.can.release) redirect(withNotice(adminSessionPath(id), 'not_held'))
  const t = dictionary(defaultLocale)
  const { name } = await getOrganisation()
  const title = t('common.pageTitle', { page: t('admin.session.release.title'), business: name })
  return (
    <Console actor={actor} t={t} page={null} room="sessions" here={adminReleasePath(id)}>
      <Crumbs
        label={t('admin.session.crumb')}
        steps={[
          { text: t('admin.nav.sessions'), href: adminSessionsPath() },
          { text: reference, href: adminSessionPath(id) },
          { text: t('admin.session.release.title') },
        ]}
      />
      <h1 className="text-h1 font-bold">{t('admin.session.release.heading', { reference })}</h1>
      <p className="max-w-read">{t('admin.session.release.body')}</p>
      <ReleaseForm
        action={releaseNow}
        id={id}
        backHref={adminSessionPath(id)}
        words={{
          title,
          problemTitle: t('common.problemTitle', { title }),
          reason: t('admin.session.release.reason'),
          hint: t('admin.session.release.reasonHint'),
          confirm: t('admin.session.release.confirm'),
          keep: t('admin.session.actions.back'),
        }}
      />
    </Console>
  )
}

export default ReleasePage
