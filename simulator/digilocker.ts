/** DigiLocker's side: the consent page, the person's answer, and the vendor's callback that sends the browser home. */
import { z } from 'zod'
import { authorizePath, callbackPath } from './authorization-url.ts'
import { consentPage, finishedPage, leftPage, plainPage, returnElsewherePage } from './digilocker-page.ts'
import { returnAddress } from './return-address.ts'
import { documentsOf, type ScenarioName, scenarioNames, scenarios } from './scenarios.ts'
import type { Outcome, Session } from './sessions.ts'
import { redirectModes } from './settings.ts'
import type { World } from './world.ts'

export type PageAnswer = { status: number; html: string } | { status: 302 | 303; location: string }

const answerSchema = z.object({
  decision: z.enum(['allow', 'deny', 'fail', 'stay', 'leave', 'elsewhere', 'scenario']),
  documents: z.array(z.enum(['aadhaar', 'pan', 'driving_license'])),
  lag: z.union([z.literal(''), z.coerce.number().int().min(0).max(600)]),
  mode: z.union([z.literal(''), z.enum(redirectModes)]),
  scenario: z.enum(scenarioNames).nullable(),
})
type PersonAnswer = z.output<typeof answerSchema>

const readAnswer = (form: URLSearchParams) =>
  answerSchema.safeParse({
    decision: form.get('decision'),
    documents: form.getAll('documents'),
    lag: form.get('lag') ?? '',
    mode: form.get('mode') ?? '',
    scenario: form.get('scenario'),
  })

const sessionOf = ({ sessions }: World, state: string | null): Session | null => {
  const session = sessions.find(state?.split('|')[1] ?? '')
  return session?.state === state ? session : null
}

const lost: PageAnswer = {
  status: 400,
  html: plainPage('This link does not work', 'It is incomplete, or it belongs to no open request.'),
}
const over: PageAnswer = {
  status: 410,
  html: plainPage('This link has ended', 'The time for this request ran out. Go back to the site that sent you here.'),
}

const homeOf = ({ settings }: World, session: Session, refused: string | null): string =>
  returnAddress(session.request.redirect_url, session.redirectMode ?? settings.redirectMode, {
    session_id: session.id,
    code: session.code,
    state: session.state,
    refused,
  })

const refusalText = (outcome: Outcome): string | null => {
  if (outcome.kind === 'deny') return 'User denied access'
  return outcome.kind === 'fail' ? 'User authentication failed' : null
}

/** The page for an address; null when the person may answer. */
const closed = (world: World, session: Session): PageAnswer | null => {
  const refused = session.waiting ? refusalText(session.waiting.outcome) : null
  if (session.decision) return { status: 200, html: finishedPage(homeOf(world, session, refused)) }
  return world.clock.now() >= session.expiresAt ? over : null
}

const toCallback = (session: Session, outcome: Outcome): PageAnswer => {
  const refused = refusalText(outcome)
  const query = new URLSearchParams(
    refused === null
      ? { code: session.code, state: session.state }
      : { error: 'access_denied', error_description: refused, state: session.state },
  )
  return { status: 303, location: `${callbackPath}?${query}` }
}

type Way = 'allow' | 'deny' | 'fail' | 'leave' | 'elsewhere'

const settle = (world: World, session: Session, way: Way, outcome: Outcome, lagMs: number): PageAnswer => {
  if (way === 'allow' || way === 'deny' || way === 'fail') {
    session.waiting = { outcome, lagMs }
    return toCallback(session, outcome)
  }
  world.sessions.decide(session, outcome, lagMs, world.settings)
  if (way === 'leave') return { status: 200, html: leftPage() }
  return { status: 200, html: returnElsewherePage(homeOf(world, session, null)) }
}

const play = (world: World, session: Session, name: ScenarioName): PageAnswer => {
  const { decision, lagMs, afterwards } = scenarios[name]
  if (afterwards) world.faults.add({ ...afterwards, contains: session.id })
  const outcome: Outcome =
    decision === 'deny' || decision === 'fail'
      ? { kind: decision }
      : { kind: 'allow', documents: documentsOf(name, session.request.doc_types) }
  return settle(world, session, decision, outcome, lagMs ?? world.settings.statusLagMs)
}

/** GET: the consent page, or whatever was planned for this session. */
export const openConsent = (world: World, query: URLSearchParams): PageAnswer => {
  const session = sessionOf(world, query.get('state'))
  const proof = query.get('response_type') === 'code' && query.get('code_challenge') === session?.pkce.challenge
  if (!session || !proof) return lost
  const end = closed(world, session)
  if (end) return end
  const planned = world.plans.take([session.id, session.request.redirect_url])
  return planned ? play(world, session, planned) : { status: 200, html: consentPage(session) }
}

const decideBy = (world: World, session: Session, answer: PersonAnswer): PageAnswer => {
  const { decision, documents, lag, mode, scenario } = answer
  session.redirectMode = mode === '' ? null : mode
  if (decision === 'scenario') return scenario ? play(world, session, scenario) : lost
  if (decision === 'stay')
    return { status: 200, html: consentPage(session, 'Nothing was decided. The request stays open.') }
  const lagMs = lag === '' ? world.settings.statusLagMs : lag * 1000
  const shared = session.request.doc_types.filter((doc) => documents.includes(doc))
  const outcome: Outcome =
    decision === 'deny' || decision === 'fail' ? { kind: decision } : { kind: 'allow', documents: [...new Set(shared)] }
  return settle(world, session, decision, outcome, lagMs)
}

/** POST: what the person pressed. */
export const takeConsent = (world: World, form: URLSearchParams): PageAnswer => {
  const session = sessionOf(world, form.get('state'))
  if (!session) return lost
  const answer = readAnswer(form)
  return closed(world, session) ?? (answer.success ? decideBy(world, session, answer.data) : lost)
}

/** The vendor's callback: ends the session and sends the browser on. A second visit changes nothing. */
export const finishConsent = (world: World, query: URLSearchParams): PageAnswer => {
  const session = sessionOf(world, query.get('state'))
  if (!session?.waiting) return lost
  const { outcome, lagMs } = session.waiting
  const refused = refusalText(outcome)
  const fits = refused === null ? query.get('code') === session.code : query.get('error') === 'access_denied'
  if (!fits) return lost
  if (!session.decision) world.sessions.decide(session, outcome, lagMs, world.settings)
  return { status: 302, location: homeOf(world, session, refused) }
}

export const consentPaths = { authorize: authorizePath, callback: callbackPath }
