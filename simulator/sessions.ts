/** DigiLocker sessions as the vendor keeps them: what was asked, what the person decided, and when that shows. */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { DocType } from '../lib/kyc/doc-types.ts'
import type { InitRequest } from '../lib/provider/sandbox-schema.ts'
import type { Clock } from './clock.ts'
import type { RedirectMode, Settings } from './settings.ts'

/** `denied` shows as `failed`, or as `created` until the session expires: the contract only assumes the first. */
export type Outcome =
  | { kind: 'allow'; documents: readonly DocType[] }
  | { kind: 'deny' }
  | { kind: 'fail' }
  | { kind: 'expire' }

export type VendorStatus = 'created' | 'succeeded' | 'failed' | 'expired'

type Decision = { status: VendorStatus; documents: readonly DocType[]; visibleAt: number }

export type Session = {
  readonly id: string
  readonly apiKey: string
  readonly request: InitRequest
  readonly createdAt: number
  readonly expiresAt: number
  readonly state: string
  readonly pkce: { verifier: string; challenge: string }
  /** Handed out by the consent page; whoever brings it to the vendor's callback finishes the session. */
  readonly code: string
  /** What the person decided on the consent page, until the browser reaches the vendor's callback. */
  waiting: { outcome: Outcome; lagMs: number } | null
  redirectMode: RedirectMode | null
  decision: Decision | null
}

/** The documented limit is one hour; a published sample lives 24 h, so nothing lives longer than that. */
const hour = 3_600_000
const longestLife = 24 * hour
/** A demonstration left running must not grow without end. */
const keptSessions = 50_000

const workspaceId = 'a0000000-0000-4000-8000-000000000001'

const makePkce = () => {
  const verifier = randomBytes(48).toString('base64url')
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') }
}

/** The asked-for end of consent in ms, read in the unit the settings name; null when none was sent. */
export const consentExpiryMs = (request: InitRequest, settings: Settings): number | null => {
  if (request.consent_expiry === undefined) return null
  return settings.consentUnit === 'ms' ? request.consent_expiry : request.consent_expiry * 1000
}

const statusOfOutcome = (outcome: Outcome, settings: Settings): VendorStatus => {
  if (outcome.kind === 'allow') return 'succeeded'
  if (outcome.kind === 'expire') return 'expired'
  if (outcome.kind === 'fail') return 'failed'
  return settings.denialStatus === 'failed' ? 'failed' : 'created'
}

export const createSessions = (clock: Clock) => {
  const sessions = new Map<string, Session>()

  const create = (apiKey: string, request: InitRequest, settings: Settings): Session => {
    const id = randomUUID()
    const createdAt = clock.now()
    const expiry = consentExpiryMs(request, settings) ?? createdAt + hour
    const session: Session = {
      id,
      apiKey,
      request,
      createdAt,
      expiresAt: Math.min(expiry, createdAt + longestLife),
      state: `${workspaceId}|${id}|${request.redirect_url}`,
      pkce: makePkce(),
      code: randomBytes(20).toString('hex'),
      waiting: null,
      redirectMode: null,
      decision: null,
    }
    sessions.set(id, session)
    const oldest = sessions.size > keptSessions ? sessions.keys().next().value : undefined
    if (oldest !== undefined) sessions.delete(oldest)
    return session
  }

  /** Sessions whose id or `redirect_url` contains the text, oldest first. */
  const matching = (text: string): Session[] =>
    [...sessions.values()].filter(({ id, request }) => id.includes(text) || request.redirect_url.includes(text))

  const decide = (session: Session, outcome: Outcome, lagMs: number, settings: Settings): void => {
    const status = statusOfOutcome(outcome, settings)
    const documents = outcome.kind === 'allow' ? outcome.documents : []
    session.decision = { status, documents, visibleAt: clock.now() + lagMs }
  }

  /** What a status call sees now. `updatedAt` is null until something changed. */
  const statusOf = ({ decision, expiresAt }: Session) => {
    const now = clock.now()
    const shown = decision && decision.status !== 'created' && now >= decision.visibleAt ? decision : null
    if (shown) return { status: shown.status, documents: shown.documents, updatedAt: shown.visibleAt }
    if (now >= expiresAt) return { status: 'expired' as const, documents: [], updatedAt: expiresAt }
    return { status: 'created' as const, documents: [], updatedAt: null }
  }

  return {
    create,
    matching,
    decide,
    statusOf,
    find: (id: string): Session | null => sessions.get(id) ?? null,
    first: (): Session | null => sessions.values().next().value ?? null,
    reset: () => sessions.clear(),
  }
}

export type Sessions = ReturnType<typeof createSessions>
