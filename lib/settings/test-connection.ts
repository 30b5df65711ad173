import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Permitted } from '@/lib/auth/permissions'
import { renewToken } from '@/lib/provider/access-token'
import { ProviderError, type ProviderErrorKind } from '@/lib/provider/errors'
import { sandboxProvider } from '@/lib/provider/sandbox-client'
import { upstream } from '@/lib/provider/upstream'
import { limiter } from '@/lib/security/rate-limit'
import { recordTestBegun, recordTested } from './record-test'

/** Which part of the connection was asked, and why it did not work. */
export type ConnectionFault = { step: 'authenticate' | 'status'; kind: ProviderErrorKind }

export type ConnectionTest =
  | { kind: 'works' }
  | { kind: 'failed'; fault: ConnectionFault }
  | { kind: 'wait'; until: Date }

const faultOf = async (step: ConnectionFault['step'], ask: () => Promise<unknown>): Promise<ConnectionFault | null> => {
  try {
    await ask()
    return null
  } catch (error) {
    if (error instanceof ProviderError) return { step, kind: error.kind }
    throw error
  }
}

/** A session nobody has: the right answer is that it does not exist (521). */
const askForNobody = async (): Promise<void> => {
  try {
    await sandboxProvider().getSessionStatus(randomUUID(), 'person')
  } catch (error) {
    if (error instanceof ProviderError && error.kind === 'not_found') return
    throw error
  }
  throw new ProviderError('contract', 'expected an unknown session to be unknown, found one', { sent: true })
}

/**
 * Tries key and secret, then asks for a session that does not exist; nothing is started. Two calls of the budget when all is
 * well; a question without an answer is repeated, twice at most, and a refused token costs two calls more. At most 10 in 15
 * minutes for each colleague: these calls are taken from people, and each makes a new token.
 */
export const testConnection = async (actor: Permitted<'settings.manage'>): Promise<ConnectionTest> => {
  const taken = await limiter('connection_test', 10, 900).take(actor.staffId)
  if (!taken.ok) return { kind: 'wait', until: taken.until }
  await recordTestBegun(actor, 'provider')
  const fault = (await faultOf('authenticate', () => renewToken(upstream()))) ?? (await faultOf('status', askForNobody))
  await recordTested(actor, 'provider', { step: fault?.step ?? null, outcome: fault?.kind ?? 'works' })
  return fault ? { kind: 'failed', fault } : { kind: 'works' }
}
