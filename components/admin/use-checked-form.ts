import { type FormEvent, type RefObject, startTransition, useEffect, useRef } from 'react'
import { type FormErrors, useFormChecks } from './use-form-checks'

type CheckedForm = {
  form: RefObject<HTMLFormElement | null>
  summary: RefObject<HTMLElement | null>
  /** The sentence at each field that is wrong. */
  messages: Readonly<Record<string, string | undefined>>
  /** The same for the summary, in the order of the page. */
  wrong: readonly { href: `#${string}`; text: string }[]
  submit: (event: FormEvent<HTMLFormElement>) => Promise<void>
}

/**
 * A form of the console that says early what is wrong and sends only what may pass; the server judges again. Focus goes to
 * the summary after each refusal.
 * @param fields in the order of the page; @param words a sentence for each thing that can be wrong
 */
export const useCheckedForm = <Key extends string>(
  state: { readonly errors: FormErrors<Key>; readonly tries: number },
  send: (form: FormData) => void,
  judge: (data: FormData) => FormErrors<Key>,
  fields: readonly string[],
  words: Readonly<Record<Key, string>>,
): CheckedForm => {
  const form = useRef<HTMLFormElement>(null)
  const summary = useRef<HTMLElement>(null)
  const { early, check } = useFormChecks<Key>(form, judge, state)
  const errors = early ?? state.errors
  useEffect(() => {
    if (state.tries > 0) summary.current?.focus()
  }, [state.tries])
  const found = fields.flatMap((name) => {
    const key = errors[name]
    return key === undefined ? [] : [{ name, text: words[key] }]
  })
  return {
    form,
    summary,
    messages: Object.fromEntries(found.map(({ name, text }) => [name, text])),
    wrong: found.map(({ name, text }) => ({ href: `#${name}`, text })),
    submit: async (event) => {
      event.preventDefault()
      const data = new FormData(event.currentTarget)
      if (Object.keys(await check()).length > 0) requestAnimationFrame(() => summary.current?.focus())
      else startTransition(() => send(data))
    },
  }
}
