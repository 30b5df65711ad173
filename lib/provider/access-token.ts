import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import { nowMs } from '@/lib/clock'
import { errorFields, log } from '@/lib/log'
import { processState } from '@/lib/process-state'
import { authenticate } from './authenticate'
import { ProviderError } from './errors'
import { readToken, type StoredToken, withTokenLock, writeToken } from './token-store'
import { keyId, type Upstream } from './upstream'

type Memory = {
  held: StoredToken | null
  renewing: Promise<StoredToken> | null
  /** The last token refused right after it was made: making another would only knock again (F-01). */
  hopeless: { generation: number; until: number; cause: ProviderError } | null
}

const memories = () => processState('tokens', () => new Map<string, Memory>())

const memoryOf = (account: Upstream): Memory => {
  const id = `${account.baseUrl} ${keyId(account)}`
  const known = memories().get(id)
  if (known) return known
  const made: Memory = { held: null, renewing: null, hopeless: null }
  memories().set(id, made)
  return made
}

const earlyMs = 10 * 60_000
/** With clocks far apart a new token can look expired; it is then used for a minute instead of being made every time. */
const leastUseMs = 60_000

const refreshAt = (token: StoredToken): number => Math.max(token.expiresAt - earlyMs, token.obtainedAt + leastUseMs)

const isUsable = (token: StoredToken): boolean => token.token !== '' && nowMs() < refreshAt(token)

/** Longer than one `/authenticate` can take, so that waiting for another instance ends with its token. */
const othersMs = 12_000

const newerThan = async (account: Upstream, generation: number): Promise<StoredToken | null> => {
  const stored = await readToken(keyId(account))
  return stored && stored.generation > generation && isUsable(stored) ? stored : null
}

/** A token above `generation`: another instance's if there is one, else one made here while nobody else makes one. */
const obtain = async (account: Upstream, generation: number): Promise<StoredToken> => {
  const id = keyId(account)
  const endsAt = performance.now() + othersMs
  while (performance.now() < endsAt) {
    const shared = await newerThan(account, generation)
    if (shared) return shared
    const made = await withTokenLock(id, async () => {
      const meanwhile = await newerThan(account, generation)
      return meanwhile ?? writeToken(id, await authenticate(account))
    })
    if (made) return made
    await pause(100)
  }
  throw new ProviderError('timeout', '/authenticate is being asked by another instance that does not end', {
    sent: false,
  })
}

const renew = (account: Upstream, memory: Memory, generation: number): Promise<StoredToken> => {
  memory.renewing ??= obtain(account, generation)
    .then((token) => {
      memory.held = token
      return token
    })
    .catch((error: unknown) => {
      if (error instanceof ProviderError && error.kind === 'auth') markHopeless(account, generation, error)
      throw error
    })
    .finally(() => {
      memory.renewing = null
    })
  return memory.renewing
}

/** Remembers for a moment that a new token does not help, for the calls that are under way together. */
export const markHopeless = (account: Upstream, generation: number, cause: ProviderError): void => {
  memoryOf(account).hopeless = { generation, until: performance.now() + 5_000, cause }
  log.error('provider.key_refused', { alert: true, kind: cause.kind, http_status: cause.exchange?.http_status ?? null })
}

/**
 * The access token, from memory whenever possible. It is renewed ten minutes before it ends, by one call for all
 * instances; should that fail for want of an answer, the old one serves until its end. @throws ProviderError
 */
export const accessToken = async (account: Upstream): Promise<StoredToken> => {
  const memory = memoryOf(account)
  const { held } = memory
  if (held && isUsable(held)) return held
  try {
    return await renew(account, memory, held?.generation ?? 0)
  } catch (error) {
    const mayServe = held && nowMs() < held.expiresAt && error instanceof ProviderError && error.kind !== 'auth'
    if (!mayServe) throw error
    log.warn('provider.token_not_renewed', errorFields(error))
    return held
  }
}

/**
 * Signs in anew, whatever is held, and hands the token to all instances: the vendor may end the one before (contract 1.2),
 * so no token is made beside the shared one. @throws ProviderError
 */
export const renewToken = async (account: Upstream): Promise<StoredToken> => {
  const memory = memoryOf(account)
  const stored = await readToken(keyId(account))
  return renew(account, memory, Math.max(stored?.generation ?? 0, memory.held?.generation ?? 0))
}

/** A token newer than the refused one; many calls refused together make one. @throws ProviderError */
export const replaceToken = async (account: Upstream, refused: StoredToken): Promise<StoredToken> => {
  const memory = memoryOf(account)
  const { held, hopeless } = memory
  if (hopeless && hopeless.generation >= refused.generation && performance.now() < hopeless.until) throw hopeless.cause
  if (held && held.generation > refused.generation && isUsable(held)) return held
  return renew(account, memory, refused.generation)
}
