import { SaidNotice } from '@/components/admin/said-notice'
import { InvitationTable } from '@/components/invited/invitation-table'
import { Button, ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Pager } from '@/components/ui/pager'
import { TextField } from '@/components/ui/text-field'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale as locale } from '@/lib/i18n/locales'
import { listInvitations } from '@/lib/invites/list-invitations'
import { plainText } from '@/lib/kyc/plain-text'
import { adminInvitationsPath, adminInviteManyPath, adminInvitePath, adminPosterPath } from '@/lib/paths'
import { Console } from '../console'
import { findInvitation } from './actions'

const oneOf = (value: string | string[] | undefined): string =>
  typeof value === 'string' ? plainText(value.slice(0, 64)) : ''

const InvitationsPage = async ({ searchParams }: PageProps<'/admin/invitations'>) => {
  const actor = await requirePermission('invitations.manage')
  const query = await searchParams
  const find = oneOf(query.find)
  const after = oneOf(query.after) || null
  const { rows, more } = await listInvitations(actor, { find, after })
  const last = rows.at(-1)?.id
  const t = dictionary(locale)
  const finding = find === '' ? {} : { find }
  return (
    <Console
      actor={actor}
      t={t}
      page={t('admin.nav.invitations')}
      room="invitations"
      here={adminInvitationsPath({ ...finding, ...(after ? { after } : {}) })}
    >
      <h1 className="text-h1 font-bold">{t('admin.nav.invitations')}</h1>
      <SaidNotice said={query.said} t={t} />
      <div className="flex flex-wrap gap-2">
        <ButtonLink href={adminInvitePath()}>{t('admin.invite.one')}</ButtonLink>
        <ButtonLink href={adminInviteManyPath()} kind="secondary">
          {t('admin.invite.many.title')}
        </ButtonLink>
        <ButtonLink href={adminPosterPath()} kind="secondary">
          {t('admin.invite.poster.title')}
        </ButtonLink>
      </div>
      <search>
        <form action={findInvitation} className="flex max-w-read flex-wrap items-end gap-x-4 gap-y-2">
          <div className="flex w-full items-end gap-2 sm:w-auto sm:flex-1">
            <div className="min-w-0 flex-1">
              <TextField name="typed" label={t('admin.invite.list.find')} defaultValue={find} autoComplete="off" />
            </div>
            <Button kind="secondary">{t('admin.invite.list.submit')}</Button>
          </div>
          {find !== '' && (
            <ButtonLink href={adminInvitationsPath()} kind="quiet">
              {t('admin.invite.list.all')}
            </ButtonLink>
          )}
        </form>
      </search>
      {rows.length === 0 ? (
        <EmptyState title={t(find === '' ? 'admin.invite.list.none' : 'admin.invite.list.noneFound')}>
          <p>{t(find === '' ? 'admin.invite.list.noneHint' : 'admin.invite.list.noneFoundHint')}</p>
        </EmptyState>
      ) : (
        <InvitationTable rows={rows} found={find !== ''} t={t} locale={locale} />
      )}
      <Pager
        newer={after === null ? undefined : adminInvitationsPath(finding)}
        older={more && last ? adminInvitationsPath({ ...finding, after: last }) : undefined}
        labels={{
          name: t('admin.invite.list.pages'),
          newer: t(find === '' ? 'admin.invite.list.newest' : 'admin.invite.list.first'),
          older: t(find === '' ? 'admin.invite.list.older' : 'admin.invite.list.next'),
        }}
      />
    </Console>
  )
}

export default InvitationsPage
