import { createFormControl } from 'react-hook-form'

/** Field name to the word of what is wrong with it. */
export type FormErrors<Key extends string = string> = Readonly<Record<string, Key | undefined>>

export type Judge<Key extends string> = (data: FormData) => FormErrors<Key>

export type FormChecks<Key extends string> = {
  /** Looks at the whole form. Empty when the server may judge. */
  check: () => Promise<FormErrors<Key>>
  detach: () => void
}

/**
 * Early messages for a form of the console that works without them. A field is spoken of when it was left, the whole form
 * when it was sent; from then on messages come and go as it is mended. The values are read from the form itself by the
 * judge the server uses.
 */
export const attachFormChecks = <Key extends string>(
  form: HTMLFormElement,
  judge: Judge<Key>,
  report: (errors: FormErrors<Key>) => void,
): FormChecks<Key> => {
  let whole = false
  const wrongNow = () => judge(new FormData(form))
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
      report(Object.fromEntries(shown))
    },
  })
  const listening = new AbortController()
  const { signal } = listening
  for (const field of form.elements) {
    // Only what is typed can be wrong by itself; registering a group of boxes would change its ticks.
    const typed = field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type !== 'hidden')
    if (!typed || field.type === 'radio' || field.type === 'checkbox') continue
    control.register(field.name).ref(field)
    const look = () => void control.trigger(whole ? undefined : field.name)
    field.addEventListener('blur', look, { signal })
    // What is mended loses its message at once: a message that went on leaving the field would move the page from under the
    // very press that leaves it, and the press would be lost.
    field.addEventListener('input', () => field.ariaInvalid === 'true' && look(), { signal })
  }
  form.addEventListener('change', () => whole && void control.trigger(), { signal })
  return {
    check: async () => {
      whole = true
      await control.trigger()
      const errors = wrongNow()
      report(errors)
      return errors
    },
    detach: () => {
      listening.abort()
      unsubscribe()
    },
  }
}
