import { type RefObject, useEffect, useRef, useState } from 'react'
import { whenTouched } from '@/components/ui/when-touched'
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
    const load = async () => {
      const { attachChecks } = await import('./start-checks')
      return () => {
        checks.current = attachChecks(
          element,
          () => latest.current.sentBefore,
          (errors) => setEarly({ answer: latest.current.answer, errors }),
        )
      }
    }
    const leave = whenTouched(element, load)
    return () => {
      leave()
      checks.current?.detach()
    }
  }, [form])
  return { early: early && early.answer === answer ? early.errors : null, checks }
}
