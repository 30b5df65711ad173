import 'server-only'
import { env } from '@/lib/env'
import type { StartInput, StartOptions } from '@/lib/kyc/start-schema'
import { blindIndex } from '@/lib/security/blind-index'
import type { TemplateVersion } from '@/lib/templates/template-version'

export type InitOptions = StartOptions

type TemplateOptions = Pick<TemplateVersion, 'verification_method' | 'pinless' | 'usernameless'>

/**
 * The `options` of the init request: the template's, else the operator's defaults where they apply to the flow, and
 * the mobile number only when an account is created (contract 2.1: pinless is for signin, the others for signup).
 */
export const initOptions = (input: StartInput, template: TemplateOptions): InitOptions => {
  const settings = env()
  const verificationMethod = template.verification_method ?? settings.verificationMethod
  const pinless = template.pinless ?? settings.pinless
  const usernameless = template.usernameless ?? settings.usernameless
  if (input.flow === 'signin') return pinless === null ? {} : { pinless }
  return {
    ...(verificationMethod === null ? {} : { verification_method: [...verificationMethod] }),
    ...(usernameless === null ? {} : { usernameless }),
    ...(input.verified_mobile === '' ? {} : { verified_mobile: input.verified_mobile }),
  }
}

export type StoredOptions = { readonly [key: string]: string | boolean | readonly string[] }

/** What is kept of them: the number only as a keyed hash, enough to tell whether a second start asks for the same. */
export const storedOptions = (options: InitOptions): StoredOptions =>
  options.verified_mobile === undefined
    ? { ...options }
    : { ...options, verified_mobile: blindIndex('verified_mobile', options.verified_mobile).toString('base64url') }
