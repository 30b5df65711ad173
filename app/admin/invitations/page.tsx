import { SaidNotice } from '@/components/admin/said-notice'
import { InvitationFilters } from '@/components/invited/invitation-filters'
import { InvitationTable } from '@/components/invited/invitation-table'
import { NoInvitation } from '@/components/invited/no-invitation'
import { Button, ButtonLink } from '@/components/ui/button'
import { Pager } from '@/components/ui/pager'
import { TextField } from '@/components/ui/text-field'
import type { Permitted } from '@/lib/auth/permissions'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale as locale } from '@/lib/i18n/locales'
import { filterInvitations } from '@/lib/invites/filter-invitations'
import { invitationsPerPage, listInvitations } from '@/lib/invites/list-invitations'
import {
  everyInvitation,
  invitationFilterQuery,
  isEveryInvitation,
  readInvitationFilter,
} from '@/lib/kyc/invitation-filter'
import { plainText } from '@/lib/kyc/plain-text'
import { adminInvitationsPath, adminInviteManyPath, adminInvitePath, adminPosterPath } from '@/lib/paths'
import { Console } from '../console'
import { findInvitation } from './actions'

type Query = Readonly<Record<string, string | string[] | undefined>>

const oneOf = (value: string | string[] | undefined): string =>
  typeof value === 'string' ? plainText(value.slice(0, 64)) : ''

/** What a search by reference finds, or what a filter leaves: one of the two, because each has an order of its own. */
const readList = async (actor: Permitted<'invitations.manage'>, query: Query) => {
  const find = oneOf(query.find)
  const after = oneOf(query.after) || null
  const filter = readInvitationFilter(query)
  if (find === '' && !isEveryInvitation(filter))
    return { find, after, filter, ...(await filterInvitations(actor, filter, after)) }
  const { rows, more } = await listInvitations(actor, { find, after })
  return { find, after, filter: everyInvitation, rows, next: more ? (rows.at(-1)?.id ?? null) : null, looked: null }
}

const InvitationsPage = async ({ searchParams }: PageProps<'/admin/invitations'>) => {
  const actor = await requirePermission('invitations.manage')
  const query = await searchParams
  const { find, after, filter, rows, next, looked } = await readList(actor, query)
  const t = dictionary(locale)
  const first = { ...(find === '' ? {} : { find }), ...invitationFilterQuery(filter) }
  const isAll = find === '' && isEveryInvitation(filter)
  const by = isAll ? 'nothing' : find === '' ? 'filter' : 'search'
  return (
    <Console actor={actor} t={t} page={t('admin.nav.invitations')} room="invitations">
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
      <search className="grid items-start gap-x-12 gap-y-6 lg:grid-cols-2">
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
        <InvitationFilters filter={filter} t={t} />
      </search>
      {rows.length === 0 ? (
        <NoInvitation by={by} looked={looked ?? 0} more={next !== null} t={t} />
      ) : (
        <InvitationTable rows={rows} found={find !== ''} t={t} locale={locale} />
      )}
      {looked !== null && next !== null && rows.length > 0 && rows.length < invitationsPerPage && (
        <p>{t('admin.invite.list.looked', { count: looked })}</p>
      )}
      <Pager
        newer={after === null ? undefined : adminInvitationsPath(first)}
        older={next === null ? undefined : adminInvitationsPath({ ...first, after: next })}
        labels={{
          name: t('admin.invite.list.pages'),
          newer: t(isAll ? 'admin.invite.list.newest' : 'admin.invite.list.first'),
          older: t(isAll ? 'admin.invite.list.older' : 'admin.invite.list.next'),
        }}
      />
    </Console>
  )
}

export default InvitationsPage
