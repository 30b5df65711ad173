import { type SignInLeft, standingOf } from '@/lib/kyc/sign-in-standing'

/** What a page says about its sign-in; null while there is nothing to say. */
export type SignInWarning = 'idle' | 'latest' | 'ended' | 'away' | null

type Watch = {
  /** Answers how long the sign-in still lives: to GET without keeping it, to POST as to somebody who is there. */
  readonly door: string
  readonly left: SignInLeft
  readonly onStanding: (warning: SignInWarning) => void
}

/** Longer than any answer of ours takes; then the page says that there is none. */
const patienceMs = 10_000

type Answer = SignInLeft | 'ended' | 'away'

const readLeft = (body: unknown): Answer =>
  typeof body === 'object' &&
  body !== null &&
  'idle' in body &&
  'latest' in body &&
  typeof body.idle === 'number' &&
  typeof body.latest === 'number'
    ? { idle: body.idle, latest: body.latest }
    : 'away'

const ask = async (door: string, method: 'GET' | 'POST'): Promise<Answer> => {
  try {
    // Followed, the way to the sign-in page would look like an answer.
    const answer = await fetch(door, { method, redirect: 'manual', signal: AbortSignal.timeout(patienceMs) })
    if (answer.type === 'opaqueredirect') return 'ended'
    return answer.ok ? readLeft(await answer.json()) : 'away'
  } catch {
    // No network, or nobody at the other end: the person is told, and asked to try again.
    return 'away'
  }
}

/**
 * Watches the sign-in of an open page. It asks when a timer fires, and when somebody comes back to the page to whom it may have
 * to say something else by now; it never asks on its own beyond that.
 */
export const watchSignIn = ({ door, left, onStanding }: Watch) => {
  let timer: ReturnType<typeof setTimeout> | undefined
  // By the clock on the wall: a timer of a laptop that slept fires late.
  let due = Number.POSITIVE_INFINITY
  let warning: SignInWarning = null
  let turn = 0
  let asking = false
  let over = false

  const say = (next: SignInWarning): void => {
    warning = next
    onStanding(next)
  }

  const settle = (answer: Answer): void => {
    clearTimeout(timer)
    due = Number.POSITIVE_INFINITY
    if (answer === 'ended' || answer === 'away') {
      // What has ended stays so until somebody signs in, whether or not there is an answer.
      if (warning !== 'ended') say(answer)
      return
    }
    const { warn, askIn } = standingOf(answer)
    due = Date.now() + askIn
    timer = setTimeout(look, askIn, 'GET')
    say(warn)
  }

  /** A press of the button counts, also while a question is on its way; only the newest answer does. */
  const look = async (method: 'GET' | 'POST'): Promise<void> => {
    if (asking && method === 'GET') return
    turn += 1
    const mine = turn
    asking = true
    const answer = await ask(door, method)
    if (over || mine !== turn) return
    asking = false
    settle(answer)
  }

  const back = (): void => {
    if (document.visibilityState === 'visible' && (warning !== null || Date.now() >= due)) void look('GET')
  }

  settle(left)
  document.addEventListener('visibilitychange', back)
  window.addEventListener('focus', back)
  window.addEventListener('online', back)
  return {
    /** Somebody is there. */
    stay: () => look('POST'),
    stop: (): void => {
      over = true
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', back)
      window.removeEventListener('focus', back)
      window.removeEventListener('online', back)
    },
  }
}
