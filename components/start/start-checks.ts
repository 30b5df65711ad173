import { createFormControl } from 'react-hook-form'
import { type FieldErrors, fieldErrors, readStartForm, startFields, startSchema } from '@/lib/kyc/start-schema'

/** `sent` tells messages about a form that was sent from a hint given while it is being filled in. */
export type EarlyErrors = { errors: FieldErrors; sent: boolean }
export type StartChecks = { check: () => Promise<FieldErrors>; detach: () => void }

/** Values are read from the form itself, by the very function the server uses: one reading, one schema, one verdict. */
const judge = (form: HTMLFormElement): FieldErrors => {
  const parsed = startSchema.safeParse(readStartForm(new FormData(form)).raw)
  return parsed.success ? {} : fieldErrors(parsed.error)
}

type Fields = { doc_types: string[]; flow: string; verified_mobile: string; agreed: string }

/**
 * Early messages for a form that works without them. Fetched when the person first touches the form, because it weighs
 * more than the page. Until the form was sent once only a mistyped number is spoken of; afterwards every message comes
 * and goes as the fields are mended.
 * @param wasSent whether the server has already answered this form
 */
export const attachChecks = (
  form: HTMLFormElement,
  wasSent: () => boolean,
  report: (early: EarlyErrors) => void,
): StartChecks => {
  let checked = false
  let speaking = false
  const isSent = () => checked || wasSent()
  // Without these values, registering the second box of a group would clear a tick that is already there.
  const { answers } = readStartForm(new FormData(form))
  const control = createFormControl<Fields>({
    defaultValues: { ...answers, agreed: answers.agreed ? 'yes' : '' },
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
      speaking = spoken.length > 0
      const shown = Object.fromEntries(spoken.flatMap((field) => (wrong[field] ? [[field, wrong[field]]] : [])))
      report({ errors: shown, sent: isSent() })
    },
  })
  const listening = new AbortController()
  const { signal } = listening
  const inputs = [...form.elements]
    .filter((element) => element instanceof HTMLInputElement)
    // Nobody fills these in, and registering one would write into it.
    .filter(({ type }) => type !== 'hidden')
  const ticked = inputs.map((input) => input.checked)
  const look = () => {
    if (isSent()) void control.trigger()
    else if (speaking) void control.trigger('verified_mobile')
  }
  for (const input of inputs) {
    const field = startFields.find((name) => name === input.name)
    if (!field) continue
    control.register(field).ref(input)
    const isTyped = input.type === 'tel'
    input.addEventListener(isTyped ? 'input' : 'change', look, { signal })
    // Only what is typed is checked on leaving it; a group is not wrong while the person walks through it.
    if (isTyped) input.addEventListener('blur', () => void control.trigger(field), { signal })
  }
  // Registering a group box by box clears a choice that differs from the page's own, as one made while this file was
  // on its way does.
  for (const [index, input] of inputs.entries()) input.checked = ticked[index] === true
  // What was mended while this file was on its way is no mistake any more.
  look()
  return {
    check: async () => {
      checked = true
      await control.trigger()
      return judge(form)
    },
    detach: () => {
      listening.abort()
      unsubscribe()
    },
  }
}
