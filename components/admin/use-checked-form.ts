import { type FormEvent, startTransition, useActionState, useEffect, useRef } from 'react'
import type { FormErrors, Judge } from './form-checks'
import { useFormChecks } from './use-form-checks'

/** `problem` says why nothing was kept although the form was filled in well. */
export type CheckedState<Answers, Key extends string> = {
  answers: Answers
  errors: FormErrors<Key>
  problem: string | null
  /** After a conflict: the state that the next press would replace. */
  stamp?: string
  tries: number
}

type Checked<Answers, Field extends string, Key extends string> = {
  action: (previous: CheckedState<Answers, Key>, form: FormData) => Promise<CheckedState<Answers, Key>>
  /** What the form begins with. */
  answers: Answers
  /** In the order of the page. */
  fields: readonly Field[]
  /** Fetches the judge the server uses; the same function at every render. */
  loadJudge: () => Promise<Judge<Key>>
  words: Readonly<Record<Key, string>>
}

/** A form of the console that the server judges, spoken of early where scripts run; the summary or the problem has the focus when it fails. */
export const useCheckedForm = <Answers, Field extends string, Key extends string>({
  action,
  answers,
  fields,
  loadJudge,
  words,
}: Checked<Answers, Field, Key>) => {
  const [state, send, pending] = useActionState<CheckedState<Answers, Key>, FormData>(action, {
    answers,
    errors: {},
    problem: null,
    tries: 0,
  })
  const form = useRef<HTMLFormElement>(null)
  const summary = useRef<HTMLElement>(null)
  const problem = useRef<HTMLDivElement>(null)
  const { early, checks } = useFormChecks<Key>(form, loadJudge, state)
  const errors = early ?? state.errors
  const messageOf = (name: Field): string | undefined => {
    const key = errors[name]
    return key && words[key]
  }
  const wrong = fields.flatMap((name) => {
    const text = messageOf(name)
    return text ? [{ href: `#${name}` as const, text }] : []
  })
  useEffect(() => {
    // Both stand above a form that is longer than the window; whoever pressed its button sees nothing else of them.
    if (state.tries > 0) (summary.current ?? problem.current)?.focus()
  }, [state.tries])

  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const found = (await checks.current?.check()) ?? {}
    if (Object.keys(found).length > 0) requestAnimationFrame(() => summary.current?.focus())
    else startTransition(() => send(data))
  }
  return {
    state,
    pending,
    summary,
    problem,
    wrong,
    messageOf,
    attributes: { ref: form, action: send, onSubmit, noValidate: true },
  }
}
