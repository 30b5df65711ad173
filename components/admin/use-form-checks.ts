import { type RefObject, useEffect, useRef, useState } from 'react'
import { whenTouched } from '@/components/ui/when-touched'
import type { FormChecks, FormErrors, Judge } from './form-checks'

type Checks<Key extends string> = {
  /** Messages of this browser; null while the server's stand. */
  early: FormErrors<Key> | null
  /** null until they have arrived: then the server judges alone. */
  checks: RefObject<FormChecks<Key> | null>
}

type Kept<Key extends string> = { answer: unknown; errors: FormErrors<Key> }

/**
 * Messages in the browser, fetched with their judge when somebody first touches the form, because they weigh more than its
 * page. Until they have arrived, and if they never do, the server says the same.
 * @param loadJudge the same function at every render
 * @param answer changes with every answer of the server, whose messages then count again
 */
export const useFormChecks = <Key extends string>(
  form: RefObject<HTMLFormElement | null>,
  loadJudge: () => Promise<Judge<Key>>,
  answer: unknown,
): Checks<Key> => {
  const [kept, keep] = useState<Kept<Key> | null>(null)
  const checks = useRef<FormChecks<Key> | null>(null)
  const latest = useRef(answer)
  useEffect(() => {
    latest.current = answer
  })
  useEffect(() => {
    const element = form.current
    if (!element) return
    const load = async () => {
      const [{ attachFormChecks }, judge] = await Promise.all([import('./form-checks'), loadJudge()])
      return () => {
        checks.current = attachFormChecks(element, judge, (errors) => keep({ answer: latest.current, errors }))
      }
    }
    const leave = whenTouched(element, load)
    return () => {
      leave()
      checks.current?.detach()
      checks.current = null
    }
  }, [form, loadJudge])
  return { early: kept && kept.answer === answer ? kept.errors : null, checks }
}
