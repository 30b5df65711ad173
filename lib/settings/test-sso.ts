import 'server-only'
import { checkIdentityProvider, type SsoFinding } from '@/lib/auth/check-identity-provider'
import type { Permitted } from '@/lib/auth/permissions'
import { env } from '@/lib/env'
import { limiter } from '@/lib/security/rate-limit'
import { recordTestBegun, recordTested } from './record-test'

export type SsoTest =
  | { kind: 'not_set' }
  | { kind: 'wait'; until: Date }
  | { kind: 'checked'; findings: readonly SsoFinding[] }

/** Looks whether colleagues could sign in with the identity provider right now, and writes down what was found. */
export const testSso = async (actor: Permitted<'settings.manage'>): Promise<SsoTest> => {
  const { sso } = env()
  if (!sso) return { kind: 'not_set' }
  const taken = await limiter('sso_test', 10, 900).take(actor.staffId)
  if (!taken.ok) return { kind: 'wait', until: taken.until }
  await recordTestBegun(actor, 'sso')
  const findings = await checkIdentityProvider(sso)
  const failed = findings.filter(({ outcome }) => outcome === 'not_ok').map(({ check }) => check)
  await recordTested(actor, 'sso', { outcome: failed.length === 0 ? 'works' : 'failed', failed })
  return { kind: 'checked', findings }
}
