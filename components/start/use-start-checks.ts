import { type RefObject, useEffect, useRef, useState } from 'react'
import type { EarlyErrors, StartChecks } from './start-checks'

type Early = { early: EarlyErrors | null; checks: RefObject<StartChecks | null> }

/**
 * Messages in the browser, fetched when the person first touches the form. Until they have arrived, and if they never do,
 * the server says the same.
 * @param answer changes with every answer of the server, whose messages then count again
 */
export const useStartChecks = (
  form: RefObject<HTMLFormElement | null>,
  answer: unknown,
  sentBefore: boolean,
): Early => {
  const checks = useRef<StartChecks | null>(null)
  const [early, setEarly] = useState<{ answer: unknown; errors: EarlyErrors } | null>(null)
  const latest = useRef({ answer, sentBefore })
  useEffect(() => {
    latest.current = { answer, sentBefore }
  })
  useEffect(() => {
    const element = form.current
    if (!element) return
    const gone = new AbortController()
    let asked = false
    const load = () => {
      if (asked) return
      asked = true
      import('./start-checks').then(
        ({ attachChecks }) => {
          if (gone.signal.aborted) return
          checks.current = attachChecks(
            element,
            () => latest.current.sentBefore,
            (errors) => setEarly({ answer: latest.current.answer, errors }),
          )
        },
        (error: unknown) => console.warn('early messages could not be fetched; the server checks the form', error),
      )
    }
    element.addEventListener('focusin', load, { signal: gone.signal })
    element.addEventListener('pointerdown', load, { signal: gone.signal, passive: true })
    return () => {
      gone.abort()
      checks.current?.detach()
    }
  }, [form])
  return { early: early && early.answer === answer ? early.errors : null, checks }
}
