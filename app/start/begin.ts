import 'server-only'
import type { Route } from 'next'
import { headers } from 'next/headers'
import { shownNotice } from '@/lib/consent/store-notice'
import { defaultLocale } from '@/lib/i18n/locales'
import { fieldErrors, readStartForm, startSchema } from '@/lib/kyc/start-schema'
import { emptyStart, type StartProblem, type StartState } from '@/lib/kyc/start-state'
import { series } from '@/lib/metrics/series'
import { callbackPath, startPath } from '@/lib/paths'
import { browserClass } from '@/lib/security/browser-class'
import { clientPrefix } from '@/lib/security/client-address'
import { takeStartFrom } from '@/lib/security/rate-limit'
import type { Binder } from '@/lib/sessions/binder'
import { currentBinder } from '@/lib/sessions/binding'
import { outlastJourney, usableBinder } from '@/lib/sessions/keep-binder'
import { newStartKey, readStartKey } from '@/lib/sessions/start-key'
import { type StartRefusal, startSession } from '@/lib/sessions/start-session'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { askedBy, askedDocs, publicTemplate, type TemplateVersion } from '@/lib/templates/template-version'
import { requireForm, requireSameOrigin } from '../guards'

type TemplateNow = () => Promise<TemplateVersion | null>

/** Which page the form stands on. */
export type Asked = {
  /** What it asks for at this moment, found on the server and never told by the form. */
  readonly templateNow: TemplateNow
  readonly invitationId: string | null
  readonly page: Route
}

/** The start page that anyone may open. */
export const publicStart: Asked = { templateNow: publicTemplate, invitationId: null, page: startPath() }

/** Where to go, or what to show again. Both start doors, the action and the route, answer from this (N-07). */
export type Begun =
  | { ok: true; location: string }
  | { ok: false; state: StartState }
  /** No form stands there any more: the page itself tells why. */
  | { ok: false; state: null; location: Route }

const problemOf = (refusal: Exclude<StartRefusal, { code: 'link_changed' }>): StartProblem => {
  switch (refusal.code) {
    case 'too_many':
      return { code: 'too_many', until: refusal.until.toISOString() }
    case 'busy':
      return { code: 'busy', waitSeconds: refusal.waitSeconds }
    case 'form_expired':
      return { code: 'form_expired' }
    default:
      return { code: refusal.code, reference: refusal.reference }
  }
}

/** Parses, gates and starts. Never redirects itself, so that each door can answer in its own way. */
const answer = async (sent: FormData, tries: number, { templateNow, invitationId, page }: Asked): Promise<Begun> => {
  const form = requireForm(sent)
  const binder = await currentBinder()
  const { raw, answers } = readStartForm(form)
  const key = typeof raw.start_key === 'string' ? raw.start_key : ''
  const startKey = binder && readStartKey(binder, key)
  await requireSameOrigin(startKey !== null)

  const again = (start_key: string, part: Partial<StartState>): Begun => ({
    ok: false,
    state: { ...emptyStart(start_key), answers, tries: tries + 1, ...part },
  })
  if (!binder) return again('', { problem: { code: 'cookies_off' } })
  const [organisation, template] = await Promise.all([getOrganisation(), templateNow()])
  // The key comes back as it was: a form that cannot be sent now still belongs to what it showed.
  if (!organisation.ready) return again(key, { problem: { code: 'not_open' } })
  if (!template) {
    // A public page may ask again one day, an invitation never: what was filled in is of no use there.
    if (invitationId !== null) return { ok: false, state: null, location: page }
    return again(key, { problem: { code: 'closed' } })
  }
  const locale = defaultLocale
  const notice = await shownNotice(locale, organisation, askedBy(template))
  const newKey = (of: Binder = binder) => newStartKey(of, { templateVersionId: template.id, noticeHash: notice.hash })
  // Where the cookie itself may be what has ended, the next press has to work.
  const livingKey = async () => newKey(await usableBinder(binder))
  // A tick belongs to the words it was made under (L-05): where these are others, or nobody can tell, it is made again.
  const unread = (part: Partial<StartState>, key = newKey()): Begun =>
    again(key, { ...part, answers: { ...answers, agreed: false } })
  const parsed = startSchema.safeParse(raw)
  if (!parsed.success) {
    const errors = fieldErrors(parsed.error)
    return startKey ? again(key, { errors }) : unread({ errors })
  }
  if (!startKey) return unread({ problem: { code: 'form_expired' } }, await livingKey())
  const doc_types = askedDocs(template, parsed.data.doc_types)
  // Nobody agrees to words they were not shown: the page comes back as it is now, with what was filled in.
  const sameWords = startKey.templateVersionId === template.id && startKey.noticeHash.equals(notice.hash)
  if (!sameWords || !doc_types) return unread({ problem: { code: 'page_changed' } })

  const head = await headers()
  const crowd = await takeStartFrom(clientPrefix(head))
  if (!crowd.ok) {
    const waitSeconds = Math.max(1, Math.ceil((crowd.until.getTime() - Date.now()) / 1000))
    return again(key, { problem: { code: 'busy', waitSeconds } })
  }
  const begun = await startSession({
    binder,
    startKeyHash: startKey.hash,
    template,
    invitationId,
    input: { ...parsed.data, doc_types },
    locale,
    browserClass: browserClass(head.get('user-agent')),
    notice,
  })
  if (begun.ok) {
    const { value } = begun
    await outlastJourney()
    return { ok: true, location: value.kind === 'leave' ? value.authorization_url : callbackPath(value.handle) }
  }
  if (begun.error.code === 'link_changed') return { ok: false, state: null, location: page }
  // Only "busy" keeps the key: nothing was sent, so the same form may try again (F-03).
  return again(begun.error.code === 'busy' ? key : await livingKey(), { problem: problemOf(begun.error) })
}

/** What the form brought: `fields` where something was missing in it, else the code of what stood in the way. */
const refusalOf = (state: StartState | null): string =>
  state === null ? 'link_changed' : (state.problem?.code ?? 'fields')

/** One press of the start button, counted. */
export const begin = async (form: FormData, tries: number, asked: Asked): Promise<Begun> => {
  const begun = await answer(form, tries, asked)
  const { starts, refusals } = series()
  if (begun.ok) starts.inc({ outcome: begun.location.startsWith('/') ? 'slow' : 'sent' })
  else refusals.inc({ code: refusalOf(begun.state) })
  return begun
}
