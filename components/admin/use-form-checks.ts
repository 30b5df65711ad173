import { type RefObject, useEffect, useRef, useState } from 'react'
import { createFormControl } from 'react-hook-form'

/** Field name to the word of what is wrong with it. */
export type FormErrors<Key extends string = string> = Readonly<Record<string, Key | undefined>>

type Checks<Key extends string> = {
  /** Messages of this browser; null while the server's stand. */
  early: FormErrors<Key> | null
  /** Looks at the whole form. Empty when the server may judge. */
  check: () => Promise<FormErrors<Key>>
}

type Kept<Key extends string> = { answer: unknown; errors: FormErrors<Key> }

/**
 * Early messages for a form of the console that works without them. A field is spoken of when it was left, the whole form
 * when it was sent; from then on messages come and go as it is mended. The values are read from the form itself by the
 * judge the server uses.
 * @param answer changes with every answer of the server, whose messages then count again
 */
export const useFormChecks = <Key extends string>(
  form: RefObject<HTMLFormElement | null>,
  judge: (data: FormData) => FormErrors<Key>,
  answer: unknown,
): Checks<Key> => {
  const [kept, keep] = useState<Kept<Key> | null>(null)
  const latest = useRef(answer)
  const check = useRef<() => Promise<FormErrors<Key>>>(async () => ({}))
  useEffect(() => {
    latest.current = answer
  })
  useEffect(() => {
    const element = form.current
    if (!element) return
    let whole = false
    const wrongNow = () => judge(new FormData(element))
    const control = createFormControl<Record<string, string>>({
      shouldFocusError: false,
      resolver: (values) => {
        const errors = Object.entries(wrongNow()).map(([name, type]) => [name, { type }])
        return errors.length === 0 ? { values, errors: {} } : { values: {}, errors: Object.fromEntries(errors) }
      },
    })
    const unsubscribe = control.subscribe({
      formState: { errors: true },
      callback: ({ errors = {} }) => {
        const shown = Object.entries(wrongNow()).filter(([name]) => whole || name in errors)
        keep({ answer: latest.current, errors: Object.fromEntries(shown) })
      },
    })
    const listening = new AbortController()
    const { signal } = listening
    for (const field of element.elements) {
      // Only what is typed can be wrong by itself; registering a group of boxes would change its ticks.
      const typed =
        field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type !== 'hidden')
      if (!typed || field.type === 'radio' || field.type === 'checkbox') continue
      control.register(field.name).ref(field)
      field.addEventListener('blur', () => void control.trigger(whole ? undefined : field.name), { signal })
    }
    element.addEventListener('change', () => whole && void control.trigger(), { signal })
    check.current = async () => {
      whole = true
      await control.trigger()
      const errors = wrongNow()
      keep({ answer: latest.current, errors })
      return errors
    }
    return () => {
      listening.abort()
      unsubscribe()
    }
  }, [form, judge])
  return { early: kept && kept.answer === answer ? kept.errors : null, check: () => check.current() }
}
