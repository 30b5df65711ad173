import type { StartState } from '@/lib/kyc/start-state'
import type { LocalProblem } from './start-words'

export type ShownState = Omit<StartState, 'problem'> & { problem: StartState['problem'] | LocalProblem }

export type StartAction = (previous: StartState, form: FormData) => Promise<StartState>

/** Next marks its own signals (a redirect, a fault on the server) with a digest; whatever has one is not a lost connection. */
const digestOf = (error: unknown): string | null =>
  error instanceof Error && 'digest' in error && typeof error.digest === 'string' ? error.digest : null

/** `NEXT_REDIRECT;<push|replace>;<address>;<status>;`: where the server sends the person, if that is another site. */
const addressElsewhere = (digest: string): string | null =>
  /^NEXT_REDIRECT;\w+;(https?:.+);\d{3};$/.exec(digest)?.[1] ?? null

const isUnknownAction = (error: unknown): boolean => error instanceof Error && error.name === 'UnrecognizedActionError'

/**
 * Sends the form and lets no lost connection throw the answers away. The same start_key stays in the form until the server
 * gives a new one, so pressing again after a lost answer starts nothing twice.
 */
export const startSafely =
  (start: StartAction) =>
  async (previous: ShownState, form: FormData): Promise<ShownState> => {
    try {
      return await start({ ...previous, problem: null }, form)
    } catch (error) {
      const digest = digestOf(error)
      const address = digest === null ? null : addressElsewhere(digest)
      if (address !== null) {
        // The router would show an empty page while DigiLocker loads. Leaving ourselves and staying "sending" keeps the
        // button's words true until the browser has left.
        window.location.assign(address)
        return new Promise<never>(() => undefined)
      }
      if (digest !== null) throw error
      console.warn('the start form was not answered', error)
      const code = isUnknownAction(error) ? 'page_updated' : 'unreachable'
      return { ...previous, errors: {}, problem: { code }, tries: previous.tries + 1 }
    }
  }
