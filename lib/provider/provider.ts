import 'server-only'
import type { DocType } from '../kyc/doc-types'
import type { Flow, StartOptions } from '../kyc/start-schema'

/** What the provider was asked and how it answered; no body, no token, no address: fit for the log and the console. */
export type Exchange = {
  method: 'GET' | 'POST'
  /** Path with the session id replaced by `:session_id`. */
  path: string
  http_status: number | null
  duration_ms: number
  transaction_id: string | null
}

export type InitInput = {
  flow: Flow
  doc_types: readonly DocType[]
  redirect_url: string
  options: StartOptions
  consent_expiry: Date
}

/** `pending` covers every word we do not know; `unknownWord` carries it once so that staff can be told (F-13). */
export type ProviderState = 'pending' | 'succeeded' | 'failed' | 'expired'

export type ProviderStatus = {
  state: ProviderState
  raw_status: string
  /** null when the provider named no list at all. */
  documents_consented: DocType[] | null
  updated_at: Date | null
  unknownWord: boolean
}

/** Who is waiting: people who start or return go ahead of the sweep. */
export type CallClass = 'person' | 'sweep'

/** One consent provider. The journey knows this and nothing of the vendor; failures throw `ProviderError`. */
export type KycProvider = {
  initSession(input: InitInput): Promise<{ session_id: string; authorization_url: string; exchange: Exchange }>
  getSessionStatus(session_id: string, callClass: CallClass): Promise<ProviderStatus & { exchange: Exchange }>
}
