import 'server-only'
import { randomInt } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { now } from '@/lib/clock'
import { knownDocTypes } from '@/lib/kyc/doc-types'
import { ProviderError } from './errors'
import { guardedCall } from './guarded-call'
import { deadlines } from './http-pool'
import type { CallClass, Exchange, InitInput, KycProvider, ProviderStatus } from './provider'
import { providerAheadMs } from './provider-clock'
import { providerTime } from './provider-time'
import {
  initEntity,
  initRequestSchema,
  initResponseSchema,
  standInInitRequestSchema,
  statusResponseSchema,
} from './sandbox-schema'
import { stateOf } from './status-map'
import { type Upstream, upstream } from './upstream'

/** What `POST /kyc/digilocker/sessions/init` is sent: nothing beyond the contract, absent options left out. */
const initBody = (input: InitInput) => ({
  '@entity': initEntity,
  flow: input.flow,
  redirect_url: input.redirect_url,
  doc_types: [...input.doc_types],
  ...(Object.keys(input.options).length === 0 ? {} : { options: input.options }),
  // Milliseconds: the documentation knows both units, the schema says this one (contract 2.1).
  consent_expiry: input.consent_expiry.getTime() + providerAheadMs(),
})

const initSession = async (account: Upstream, input: InitInput) => {
  // A stand-in takes http addresses of this machine; the rest of the request is the contract's either way.
  const checked = (account.standIn ? standInInitRequestSchema : initRequestSchema).safeParse(initBody(input))
  if (!checked.success) {
    const where = checked.error.issues.map((issue) => issue.path.join('.')).join(', ')
    throw new ProviderError('invalid_request', `init would break the contract at ${where}; not sent`, { sent: false })
  }
  const { data, exchange } = await guardedCall(account, {
    method: 'POST',
    path: '/kyc/digilocker/sessions/init',
    target: '/kyc/digilocker/sessions/init',
    body: () => initBody(input),
    callClass: 'person',
    schema: initResponseSchema,
  })
  return { session_id: data.data.session_id, authorization_url: data.data.authorization_url, exchange }
}

const statusPath = '/kyc/digilocker/sessions/:session_id/status'

const readStatusOnce = async (account: Upstream, session_id: string, callClass: CallClass, endsAt: number) => {
  const { data, exchange } = await guardedCall(account, {
    method: 'GET',
    path: statusPath,
    target: statusPath.replace(':session_id', encodeURIComponent(session_id)),
    callClass,
    endsAt,
    schema: statusResponseSchema,
  })
  const found = data.data
  if (found.id !== undefined && found.id !== session_id)
    throw new ProviderError('contract', `${statusPath} answered for another session`, { sent: true, exchange })
  return { found, exchange }
}

const toStatus = ({
  found,
  exchange,
}: Awaited<ReturnType<typeof readStatusOnce>>): ProviderStatus & { exchange: Exchange } => ({
  ...stateOf(found.status),
  raw_status: found.status,
  documents_consented: found.documents_consented ? knownDocTypes(found.documents_consented) : null,
  updated_at: providerTime(found.updated_at, now()),
  exchange,
})

// A read may be repeated when nothing was learnt; 521 and 523 are answers and have kinds of their own.
const isWorthRepeating = (error: unknown): error is ProviderError =>
  error instanceof ProviderError && ['connection', 'unavailable', 'timeout'].includes(error.kind)

// Spread out, so that many readers of one failing provider do not return together (F-04).
const pausesMs = [
  [150, 450],
  [600, 1_400],
] as const

/** Reads with at most two repeats, all within the ten seconds one call may take; each try takes its own slot. */
const getSessionStatus = async (account: Upstream, session_id: string, callClass: CallClass) => {
  const endsAt = performance.now() + deadlines.bodyMs
  for (let tries = 0; ; tries += 1) {
    try {
      return toStatus(await readStatusOnce(account, session_id, callClass, endsAt))
    } catch (error) {
      const range = pausesMs[tries]
      if (!range || !isWorthRepeating(error)) throw error
      const waitMs = randomInt(range[0], range[1])
      if (performance.now() + waitMs + deadlines.connectMs > endsAt) throw error
      await pause(waitMs)
    }
  }
}

/** Sandbox as the journey knows it. Without an argument: the configured account. Every failure is a `ProviderError`. */
export const sandboxProvider = (account: Upstream = upstream()): KycProvider => ({
  initSession: (input) => initSession(account, input),
  getSessionStatus: (session_id, callClass) => getSessionStatus(account, session_id, callClass),
})
