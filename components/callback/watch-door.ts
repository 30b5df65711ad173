import { pollDelayMs, waitStage } from '@/lib/kyc/wait-plan'

export type Watch = {
  /** Our status door for this session, `{ view }`; it reads our own database only. */
  readonly door: string
  /** What the page shows now. */
  readonly view: string
  /** Age of the wait when the server made the page; its words change with it. */
  readonly ageMs: number
  /** False: look only when the browser brings the page back from its memory. */
  readonly polling: boolean
  /** How long the page was watched so far; outlives one watch so that a refresh of the words does not speed up the asking. */
  readonly watched: { ms: number }
  readonly onChange: () => void
  readonly onWatching: (watching: boolean) => void
}

const doorDeadlineMs = 8_000

/** The view the door names, or null when there is none to go by this time. 404 means that the page is gone for this browser. */
const askDoor = async (door: string): Promise<string | null> => {
  try {
    const answer = await fetch(door, { cache: 'no-store', signal: AbortSignal.timeout(doorDeadlineMs) })
    if (answer.status === 404) return 'gone'
    const body: unknown = answer.ok ? await answer.json() : null
    return typeof body === 'object' && body !== null && 'view' in body && typeof body.view === 'string'
      ? body.view
      : null
  } catch {
    // Tunnels and lifts are normal for a phone: the next look follows by plan, and "Check again" is always on the page.
    return null
  }
}

/**
 * Looks for a change by the poll plan while the tab is in view, and at once when it comes back into view.
 * A change of words by age counts only after the door has answered: refreshing while offline would lose the page.
 * @returns stops watching
 */
export const watchDoor = ({ door, view, ageMs, polling, watched, onChange, onWatching }: Watch): (() => void) => {
  const startedAt = performance.now()
  const listening = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined

  const look = async (): Promise<void> => {
    const seen = await askDoor(door)
    if (listening.signal.aborted || seen === null) return
    const aged = polling && waitStage(ageMs + performance.now() - startedAt) !== waitStage(ageMs)
    if (seen !== view || aged) onChange()
  }

  const schedule = (): void => {
    clearTimeout(timer)
    if (!polling || document.hidden || listening.signal.aborted) return
    const delay = pollDelayMs(watched.ms)
    onWatching(delay !== null)
    if (delay === null) return
    timer = setTimeout(() => {
      watched.ms += delay
      void look().then(schedule)
    }, delay)
  }

  const lookAnew = (): void => {
    clearTimeout(timer)
    watched.ms = 0
    void look().then(schedule)
  }

  const { signal } = listening
  if (polling)
    document.addEventListener(
      'visibilitychange',
      () => {
        clearTimeout(timer)
        if (!document.hidden) lookAnew()
      },
      { signal },
    )
  window.addEventListener(
    'pageshow',
    (event) => {
      if (event.persisted) lookAnew()
    },
    { signal },
  )
  schedule()
  return () => {
    clearTimeout(timer)
    listening.abort()
  }
}
