import { initEntity } from '../../../lib/provider/sandbox-schema.ts'
import type { Started } from './inserts.ts'

export const initPath = '/kyc/digilocker/sessions/init'

/** The same request the product sends. */
export const initBody = (started: Started, doc_types: readonly string[]) => ({
  '@entity': initEntity,
  flow: 'signin',
  redirect_url: `http://localhost/callback/${started.nonce}/return`,
  doc_types: [...doc_types],
  consent_expiry: started.consent_expiry.getTime(),
})

const required = (name: string): string => {
  const value = process.env[name]
  if (!value) throw new Error(`expected ${name} in the environment`)
  return value
}

export const settings = () => ({
  port: Number(required('PORT')),
  baseUrl: required('SANDBOX_BASE_URL'),
  key: required('SANDBOX_API_KEY'),
  secret: required('SANDBOX_API_SECRET'),
})
