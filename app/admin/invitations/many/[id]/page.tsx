import { notFound } from 'next/navigation'
import { ConfirmFields } from '@/components/admin/confirm-fields'
import { Crumbs } from '@/components/admin/crumbs'
import { SaidNotice } from '@/components/admin/said-notice'
import { ImportPanel } from '@/components/invited/import-panel'
import { requirePermission } from '@/lib/auth/require-permission'
import { env } from '@/lib/env'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale as locale } from '@/lib/i18n/locales'
import { openOfImport } from '@/lib/invites/close-import'
import { getImport } from '@/lib/invites/get-import'
import { adminInvitationsPath, adminInviteManyPath } from '@/lib/paths'
import { Console } from '../../../console'
import { confirmProps } from '../../../presence'
import { createMany } from '../actions'

/** Seconds between two looks at a file that is being worked off. */
const lookAgainAfter = 2

const ImportPage = async ({ params, searchParams }: PageProps<'/admin/invitations/many/[id]'>) => {
  const actor = await requirePermission('invitations.manage')
  const file = await getImport(actor, (await params).id)
  if (!file) notFound()
  const made = file.state !== 'checked' && file.state !== 'running'
  const open = made ? (await openOfImport(actor, file.id)).invitations : 0
  const [{ said }, { stale, ...ways }] = await Promise.all([searchParams, confirmProps(actor)])
  const proof = stale ? <ConfirmFields {...ways} error={undefined} /> : null
  const t = dictionary(locale)
  const title = t(`admin.invite.many.states.${file.state}`)
  return (
    <Console actor={actor} t={t} page={title} room="invitations">
      {file.state === 'running' && <meta httpEquiv="refresh" content={String(lookAgainAfter)} />}
      <Crumbs
        label={t('admin.session.crumb')}
        steps={[
          { text: t('admin.nav.invitations'), href: adminInvitationsPath() },
          { text: t('admin.invite.many.title'), href: adminInviteManyPath() },
          { text: t('admin.invite.many.fileHeading') },
        ]}
      />
      <h1 className="text-h1 font-bold">{title}</h1>
      {!file.links_taken && <SaidNotice said={said} t={t} />}
      <ImportPanel
        facts={{ ...file, open }}
        createMany={createMany}
        mail={env().mail !== null}
        proof={proof}
        t={t}
        locale={locale}
      />
    </Console>
  )
}

export default ImportPage
