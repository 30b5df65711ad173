import { createFormControl } from 'react-hook-form'
import { type FieldErrors, fieldErrors, readStartForm, startFields, startSchema } from '@/lib/kyc/start-schema'

export type StartChecks = { check: () => Promise<FieldErrors>; detach: () => void }

/** Values are read from the form itself, by the very function the server uses: one reading, one schema, one verdict. */
const judge = (form: HTMLFormElement): FieldErrors => {
  const parsed = startSchema.safeParse(readStartForm(new FormData(form)).raw)
  return parsed.success ? {} : fieldErrors(parsed.error)
}

type Fields = { doc_types: string[]; flow: string; verified_mobile: string; agreed: string }

/**
 * Early messages for a form that works without them. Fetched when the person first touches the form, because it weighs
 * more than the page. It says nothing before the form was sent once; afterwards a mended field falls silent at once.
 */
export const attachChecks = (
  form: HTMLFormElement,
  sentBefore: boolean,
  report: (errors: FieldErrors) => void,
): StartChecks => {
  // Without these, registering the second box of a group would clear a tick that is already there.
  const { answers } = readStartForm(new FormData(form))
  const control = createFormControl<Fields>({
    defaultValues: { ...answers, agreed: answers.agreed ? 'yes' : '' },
    mode: sentBefore ? 'onChange' : 'onSubmit',
    reValidateMode: 'onChange',
    shouldFocusError: false,
    resolver: (values) => {
      const errors = Object.entries(judge(form)).map(([name, type]) => [name, { type }])
      return errors.length === 0 ? { values, errors: {} } : { values: {}, errors: Object.fromEntries(errors) }
    },
  })
  const unsubscribe = control.subscribe({
    formState: { errors: true },
    callback: ({ errors }) => {
      const wrong = judge(form)
      const spoken = startFields.filter((field) => errors?.[field])
      report(Object.fromEntries(spoken.flatMap((field) => (wrong[field] ? [[field, wrong[field]]] : []))))
    },
  })
  const listening = new AbortController()
  const inputs = [...form.elements].filter((element) => element instanceof HTMLInputElement)
  for (const input of inputs) {
    const field = startFields.find((name) => name === input.name)
    if (!field) continue
    const { onChange, ref } = control.register(field)
    ref(input)
    const { signal } = listening
    input.addEventListener(input.type === 'tel' ? 'input' : 'change', onChange, { signal })
    // Only what is typed is checked on leaving it; a group is not wrong while the person walks through it.
    if (input.type === 'tel') input.addEventListener('blur', () => void control.trigger(field), { signal })
  }
  return {
    check: async () => {
      await control.handleSubmit(
        () => undefined,
        () => undefined,
      )()
      return judge(form)
    },
    detach: () => {
      listening.abort()
      unsubscribe()
    },
  }
}
