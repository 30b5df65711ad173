import type { Route } from 'next'
import { filterQuery, type SessionFilter } from './kyc/session-filter.ts'

/** typedRoutes cannot see through a template literal with a checked value; the segments below are real routes. */
const route = (path: string): Route => path as Route

/** The start page that anyone may open. "Try again" leads by startAgainPath and is a link, never a form (R-08). */
export const startPath = (): Route => route('/')

const segment = (value: string): string => encodeURIComponent(value)

/** Waiting and result of one attempt. @param handle the random handle, never the nonce nor the session_id. */
export const callbackPath = (handle: string): Route => route(`/callback/${segment(handle)}`)

/** The page that asks before a permission is taken back. */
export const withdrawPath = (handle: string): Route => route(`/callback/${segment(handle)}/withdraw`)

/** `{ view }` of one attempt for the wait panel. */
export const statusPath = (handle: string): Route => route(`/callback/${segment(handle)}/status`)

/** The neutral page for a return that belongs to another browser or to nobody (R-12). */
export const elsewherePath = (): Route => route('/callback/elsewhere')

/**
 * `redirect_url` of the init request (R-06): nonce in the path, because what DigiLocker appends to the query is undocumented.
 * The contract allows 200 characters and forbids `|` and fragments, so a nonce that breaks this is a bug.
 */
export const callbackReturnUrl = (publicOrigin: string, nonce: string): string => {
  const url = `${publicOrigin}/callback/${nonce}/return`
  if (!/^[A-Za-z0-9_-]{22,}$/.test(nonce) || url.length >= 200)
    throw new Error(
      `redirect_url must be a base64url nonce of 128 bit under 200 characters, found ${url.length} characters`,
    )
  return url
}

/** A view of the session list: its filter, and the place in it. */
export type AdminSessionsQuery = Partial<SessionFilter> & { readonly after?: string; readonly before?: string }

/** The words people agree to. */
export const noticePath = (): Route => route('/notice')

/** The overview. @param query its days: `days` is 7 or 30, `from` and `to` are `2026-05-04`; the usual ones are left out. */
export const adminPath = (query: { days?: string; from?: string; to?: string } = {}): Route =>
  withQuery('/admin', query)

const withQuery = (path: string, query: Record<string, string>): Route => {
  const text = new URLSearchParams(query).toString()
  return route(`${path}${text && `?${text}`}`)
}

/** The session list; empty filters are left out so that one view has one address. */
export const adminSessionsPath = ({ after, before, ...filter }: AdminSessionsQuery = {}): Route =>
  withQuery('/admin/sessions', { ...filterQuery(filter), ...(after ? { after } : {}), ...(before ? { before } : {}) })

/** One session in the console. @param id our own id (`kyc_…`); @param filter the list it was opened from */
export const adminSessionPath = (id: string, filter: Partial<SessionFilter> = {}): Route =>
  withQuery(`/admin/sessions/${segment(id)}`, filterQuery(filter))

/** The page that names what cancelling does before it is done. */
export const adminCancelPath = (id: string, filter: Partial<SessionFilter> = {}): Route =>
  withQuery(`/admin/sessions/${segment(id)}/cancel`, filterQuery(filter))

/** The page that names what cancelling the ticked sessions does. */
export const adminCancelManyPath = (): Route => route('/admin/sessions/cancel')

/** The page where a colleague says why a held result may be used. */
export const adminReleasePath = (id: string, filter: Partial<SessionFilter> = {}): Route =>
  withQuery(`/admin/sessions/${segment(id)}/release`, filterQuery(filter))

/** One session with only a part of its time line. */
export const adminTimelinePath = (id: string, filter: Partial<SessionFilter>, who: string): Route =>
  route(`${withQuery(`/admin/sessions/${segment(id)}`, { ...filterQuery(filter), who })}#timeline`)

/** Where an export of a view of the list is asked for. */
export const adminExportFormPath = (filter: Partial<SessionFilter> = {}): Route =>
  withQuery('/admin/sessions/export', filterQuery(filter))

/** One granted export: its download, and how that went. @param id `exp_…` */
export const adminExportPath = (id: string): Route => route(`/admin/sessions/export/${segment(id)}`)

/** Takes a form post; answers with the file. */
export const adminExportFilePath = (id: string): Route => route(`/admin/sessions/export/${segment(id)}/file`)

/** How everything stands, for staff; `publicStatusPath` is what anyone may know of it. */
export const adminOpsPath = (): Route => route('/admin/ops')

export const publicStatusPath = (): Route => route('/status')
/** A search of the audit trail, and the place in it. @param query as lib/audit/audit-filter.ts writes it */
export const adminAuditPath = (query: Record<string, string> = {}): Route => withQuery('/admin/audit', query)

/** One row of the trail. @param query the search it was opened from */
export const adminAuditRowPath = (seq: number, query: Record<string, string> = {}): Route =>
  withQuery(`/admin/audit/${seq}`, query)

/** The words of a notice that people were shown. @param hash their fingerprint, 64 hex digits */
export const auditNoticePath = (hash: string): Route => route(`/admin/audit/notice/${segment(hash)}`)

/** Where an export of a search of the trail is asked for. */
export const adminAuditExportFormPath = (query: Record<string, string> = {}): Route =>
  withQuery('/admin/audit/export', query)

/** One granted export of the trail. @param id `exp_…` */
export const adminAuditExportPath = (id: string): Route => route(`/admin/audit/export/${segment(id)}`)

/** Takes a form post; answers with the file. */
export const adminAuditExportFilePath = (id: string): Route => route(`/admin/audit/export/${segment(id)}/file`)

/** A page with a one-time notice; `said` is a word of a closed list, never text, and `numbers` go into its sentence. */
export const withNotice = (path: Route, said: string, numbers: Readonly<Record<string, number>> = {}): Route => {
  const counted = Object.entries(numbers).map(([name, count]) => `&${segment(name)}=${count}`)
  return route(`${path}${path.includes('?') ? '&' : '?'}said=${segment(said)}${counted.join('')}`)
}

/** Who asks for documents here, how it looks, and whether the provider answers. */
export const settingsPath = (): Route => route('/admin/settings')

export const brandingPath = (): Route => route('/admin/settings/branding')

/** Where an administrator chooses how long things are kept. */
export const keptPath = (): Route => route('/admin/settings/kept')

/** What people can be asked for; `said` as in withNotice. */
export const templatesPath = (): Route => route('/admin/templates')

export const newTemplatePath = (): Route => route('/admin/templates/new')

/** One template. @param id `tpl_…` */
export const templatePath = (id: string): Route => route(`/admin/templates/${segment(id)}`)

export const editTemplatePath = (id: string): Route => route(`/admin/templates/${segment(id)}/edit`)

/** The page that asks before a draft is thrown away. */
export const discardDraftPath = (id: string): Route => route(`/admin/templates/${segment(id)}/discard`)

/** The page that names what ending a template does. */
export const endTemplatePath = (id: string): Route => route(`/admin/templates/${segment(id)}/end`)

/** The pages of a template in a frame. @param query which page, how wide, how lit */
export const previewTemplatePath = (id: string, query: Record<string, string> = {}): Route =>
  withQuery(`/admin/templates/${segment(id)}/preview`, query)

/** One page of a template as people would see it; it starts nothing. */
export const previewPagePath = (id: string, part: string, query: Record<string, string> = {}): Route =>
  withQuery(`/admin/templates/${segment(id)}/preview/${segment(part)}`, query)

/** Takes a form post; ends the sign-in. */
export const signOutPath = (): Route => route('/admin/sign-out')

export const signInPath = (): Route => route('/sign-in')

/** The sign-in page with the reason why single sign-on came to nothing. @param reason a word of a closed list */
export const ssoFailedPath = (reason: string): Route => route(`/sign-in?error=${segment(reason)}`)

/** The way to the identity provider. */
export const ssoPath = (): Route => route('/sign-in/sso')

/** The same way for somebody who is in already and has to prove it anew (A-09). */
export const ssoAgainPath = (): Route => route('/sign-in/sso?again=1')

/** The second factor of a sign-in whose password was right, or its set-up where there is none yet (A-08). */
export const secondStepPath = (): Route => route('/sign-in/second')

/** One's own password, second factors and sign-ins. @param query `error` is why a fresh proof failed, as in ssoFailedPath */
export const accountPath = (query: { error?: string } = {}): Route => withQuery('/admin/account', query)

/** Another authenticator app for one's own account. */
export const accountAppPath = (): Route => route('/admin/account/app')

/** The colleagues: who they are and what they may. */
export const teamPath = (): Route => route('/admin/team')

/** Where a colleague is invited by a one-time link. */
export const teamInvitePath = (): Route => route('/admin/team/invite')

/** One colleague. @param id `stf_…` */
export const colleaguePath = (id: string): Route => route(`/admin/team/${segment(id)}`)

/** The page that names what a change of a colleague does before it is done. @param change see lib/staff/colleague-change.ts */
export const colleagueChangePath = (id: string, change: string): Route =>
  route(`/admin/team/${segment(id)}/${segment(change)}`)

/** Where an invited colleague chooses name and password; the link carries its one-time token. */
export const joinPath = (token?: string): Route => withQuery('/join', token === undefined ? {} : { token })

/** The whole link, to be handed over. */
export const joinUrl = (publicOrigin: string, token: string): string => `${publicOrigin}${joinPath(token)}`

/** First run; the start script prints it with its one-time token. */
export const setupPath = (): Route => route('/setup')

/** The page behind a link of an invitation. @param token the secret in it (R-25) */
export const invitedPath = (token: string): Route => route(`/start/${segment(token)}`)

/**
 * Where a person starts again from a page of a session: on the start page that the session came from. The address carries the
 * handle that the page itself has, never the token of a link (R-25).
 */
export const startAgainPath = (handle: string, invited: boolean): Route =>
  invited ? route(`/start/again/${segment(handle)}`) : startPath()

/** The computer's window of a hand-over to a phone. @param id `hov_…`, which opens nothing by itself (R-26) */
export const handoverPath = (id: string): Route => route(`/start/phone/${segment(id)}`)

/** `{ view }` of a hand-over for that window. */
export const handoverStatusPath = (id: string): Route => route(`/start/phone/${segment(id)}/status`)

/** The page behind the QR code of a hand-over. @param token the secret in it (R-26) */
export const phonePath = (token: string): Route => route(`/phone/${segment(token)}`)

/** What a person who asked for a new link is told; the same whether or not one was sent. */
export const linkAskedPath = (): Route => route('/start/asked')

/** The invitations. @param query `find` a reference; `state` and `file` a filter; `after` a place in the list */
export const adminInvitationsPath = (query: Record<string, string> = {}): Route =>
  withQuery('/admin/invitations', query)

export const adminInvitationPath = (id: string): Route => route(`/admin/invitations/${segment(id)}`)

/** Inviting one person. */
export const adminInvitePath = (): Route => route('/admin/invitations/new')

/** The page that asks why a colleague wants to see what is masked. */
export const adminInvitationRevealPath = (id: string): Route => route(`/admin/invitations/${segment(id)}/reveal`)

/** The page that asks before an invitation is closed. */
export const adminInvitationRevokePath = (id: string): Route => route(`/admin/invitations/${segment(id)}/revoke`)

/** Inviting many: the form for a file. @param query why a file was not taken; `after` a place in the list of files */
export const adminInviteManyPath = (query: Record<string, string> = {}): Route =>
  withQuery('/admin/invitations/many', query)

/** Takes a form post with the file; `ticket` lets its body in. */
export const adminImportUploadPath = (ticket: string): Route => withQuery('/admin/invitations/many/upload', { ticket })

export const adminImportSamplePath = (): Route => route('/admin/invitations/many/sample')

/** One file of invitations. @param id `imp_…` */
export const adminImportPath = (id: string): Route => route(`/admin/invitations/many/${segment(id)}`)

/** The page that asks before all of a file is closed. */
export const adminImportClosePath = (id: string): Route => route(`/admin/invitations/many/${segment(id)}/close`)

/** Takes a form post; answers with the links. */
export const adminImportLinksPath = (id: string): Route => route(`/admin/invitations/many/${segment(id)}/links`)

/** The public start page as a QR code to print. */
export const adminPosterPath = (): Route => route('/admin/invitations/poster')
