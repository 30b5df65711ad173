import 'server-only'
import { discoverySchema, hasSigningKey, judgeDiscovery, type SsoCheck, ssoChecks } from './judge-discovery'

/** Why a document could not be read. */
export type ReadFault = 'unreachable' | 'silent' | 'certificate' | 'status' | 'not_json'

/** `not_asked`: an earlier answer was missing, so this could not be looked at. */
export type SsoFinding = { check: SsoCheck; outcome: 'ok' | 'not_ok' | 'not_asked'; fault: ReadFault | null }

type Configured = { readonly issuer: string; readonly clientId: string }

/** As long as a sign-in itself waits for the provider (lib/auth/sso.ts). */
const patienceMs = 5_000

/** A discovery document is a few kilobytes; whatever is larger is not one. */
const mostBytes = 256 * 1024

const causeOf = (error: unknown): string => {
  const cause: unknown = error instanceof Error ? error.cause : null
  return cause instanceof Error && 'code' in cause ? String(cause.code) : ''
}

const faultOf = (error: unknown): ReadFault => {
  if (error instanceof SyntaxError) return 'not_json'
  if (error instanceof DOMException) return 'silent'
  const cause = causeOf(error)
  if (/CERT|SELF_SIGNED|ISSUER|UNABLE_TO_VERIFY|ALTNAME|SSL/.test(cause)) return 'certificate'
  if (/TIMEOUT/.test(cause)) return 'silent'
  // Whatever else fetch throws is a TypeError with the system's reason inside; anything other is a fault of ours.
  if (error instanceof TypeError) return 'unreachable'
  throw error
}

const textOf = async ({ body }: Response): Promise<string> => {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of body ?? []) {
    size += part.byteLength
    if (size > mostBytes) throw new SyntaxError('expected a small document, found a large one')
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

type Read = { value: unknown; fault: null } | { value: null; fault: ReadFault }

const readJson = async (url: string): Promise<Read> => {
  try {
    const answer = await fetch(url, {
      headers: { accept: 'application/json' },
      // A sign-in follows no redirect of the provider's documents either.
      redirect: 'manual',
      cache: 'no-store',
      signal: AbortSignal.timeout(patienceMs),
    })
    if (answer.status !== 200) {
      await answer.body?.cancel()
      return { value: null, fault: 'status' }
    }
    return { value: JSON.parse(await textOf(answer)), fault: null }
  } catch (error) {
    return { value: null, fault: faultOf(error) }
  }
}

const finding = (check: SsoCheck, good: boolean, fault: ReadFault | null = null): SsoFinding => ({
  check,
  outcome: good ? 'ok' : 'not_ok',
  fault,
})

/** What is named by the operator is there or not, whatever the provider says. */
const ownSide = (clientId: string): SsoFinding => finding('client', clientId !== '')

const onlyDiscovery = (fault: ReadFault, clientId: string): SsoFinding[] =>
  ssoChecks.map((check) => {
    if (check === 'client') return ownSide(clientId)
    return check === 'discovery' ? finding(check, false, fault) : { check, outcome: 'not_asked', fault: null }
  })

/**
 * Reads what the identity provider says of itself, and its keys; asks nothing about a person and sends no secret.
 * @returns one finding for each check, in the order of `ssoChecks`
 */
export const checkIdentityProvider = async ({ issuer, clientId }: Configured): Promise<SsoFinding[]> => {
  const read = await readJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
  if (read.fault) return onlyDiscovery(read.fault, clientId)
  const document = discoverySchema.safeParse(read.value)
  if (!document.success) return onlyDiscovery('not_json', clientId)
  const judged = judgeDiscovery(issuer, document.data)
  const jwks = judged.endpoints ? await readJson(document.data.jwks_uri ?? '') : null
  return ssoChecks.map((check) => {
    if (check === 'discovery') return finding(check, true)
    if (check === 'client') return ownSide(clientId)
    if (check !== 'keys') return finding(check, judged[check])
    if (jwks === null) return { check, outcome: 'not_asked', fault: null }
    return jwks.fault ? finding(check, false, jwks.fault) : finding(check, hasSigningKey(jwks.value))
  })
}
