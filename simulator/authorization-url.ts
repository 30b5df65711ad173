/** The address the person is sent to, with the parameters of the vendor's published sample. */
import type { DocType } from '../lib/kyc/doc-types.ts'
import type { Session } from './sessions.ts'

/** DigiLocker's own codes of the documents. */
export const docCodes: Record<DocType, string> = { aadhaar: 'ADHAR', pan: 'PANCR', driving_license: 'DRVLC' }

export const authorizePath = '/public/oauth2/1/authorize'
export const callbackPath = '/callbacks/kyc/digilocker/oauth'
const clientId = 'SIMULATED'

/** `consent_valid_till` is in seconds whatever unit was sent; `state` is `workspace|session|redirect_url`. */
export const authorizationUrl = (origin: string, session: Session): string => {
  const { flow, options, doc_types } = session.request
  const url = new URL(authorizePath, origin)
  const set = (name: string, value: string) => url.searchParams.set(name, value)
  set('response_type', 'code')
  set('client_id', clientId)
  set('redirect_uri', `${origin}${callbackPath}`)
  set('state', session.state)
  // The verifier must not be here by PKCE. The vendor puts it here, so the client has to treat the address as a secret.
  set('code_verifier', session.pkce.verifier)
  set('code_challenge', session.pkce.challenge)
  set('code_challenge_method', 'S256')
  set('dl_flow', flow)
  if (options?.pinless) set('pla', 'Y')
  if (options?.usernameless) set('plsignup', 'Y')
  if (options?.verification_method) set('amr', options.verification_method.join('+'))
  if (options?.verified_mobile) set('verified_mobile', options.verified_mobile)
  set('scope', 'files.issueddocs')
  set('req_doctype', doc_types.map((doc) => docCodes[doc]).join(','))
  set('consent_valid_till', String(Math.floor(session.expiresAt / 1000)))
  return url.href
}
