import 'server-only'
import type { ProviderState } from './provider'

/** Every documented status word of the API and of the SDK operation, which share a back end (contract 3.2). */
const stateOfWord: Readonly<Record<string, ProviderState>> = Object.freeze({
  created: 'pending',
  initialized: 'pending',
  authorized: 'pending',
  succeeded: 'succeeded',
  failed: 'failed',
  expired: 'expired',
})

/** Vendor word to state. A word we do not know decides nothing: it is pending, and `unknownWord` tells staff (F-13). */
export const stateOf = (word: string): { state: ProviderState; unknownWord: boolean } => {
  const plain = word.trim().toLowerCase()
  // hasOwn: a word like `constructor` must not find what every object inherits.
  const state = Object.hasOwn(stateOfWord, plain) ? stateOfWord[plain] : undefined
  return { state: state ?? 'pending', unknownWord: state === undefined }
}
