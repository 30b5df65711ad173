import type { FieldErrors, Flow, StartAnswers } from './start-schema.ts'

/** Why a start did not happen although the form was filled in well; one sentence each in the dictionary. */
export type StartProblem =
  | { code: 'busy'; waitSeconds: number }
  /** `until` is ISO 8601, UTC. */
  | { code: 'too_many'; until: string }
  | { code: 'start_unknown' | 'unavailable' | 'unsafe_address'; reference: string }
  | { code: 'form_expired' | 'page_changed' | 'cookies_off' | 'not_open' | 'closed' }

/** What the start form shows again after it was sent. `tries` grows with every answer, so the same error is announced anew. */
export type StartState = {
  answers: StartAnswers
  errors: FieldErrors
  problem: StartProblem | null
  start_key: string
  tries: number
}

/** Nothing is chosen for the person; the way into DigiLocker is routing, not consent (ux 4.1). */
export const emptyStart = (start_key: string, flow: Flow = 'signin'): StartState => ({
  answers: { doc_types: [], flow, verified_mobile: '', agreed: false },
  errors: {},
  problem: null,
  start_key,
  tries: 0,
})
