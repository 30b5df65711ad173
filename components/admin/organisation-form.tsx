'use client'
import { type FormEvent, startTransition, useActionState, useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorSummary } from '@/components/ui/error-summary'
import { Notice } from '@/components/ui/notice'
import { TextField } from '@/components/ui/text-field'
import { type OrganisationErrorKey, organisationFields } from '@/lib/kyc/organisation-fields'
import type { OrganisationAnswers, OrganisationErrors } from '@/lib/kyc/organisation-form'
import { judgeOrganisation, readOrganisationForm } from '@/lib/kyc/organisation-form'
import { useFormChecks } from './use-form-checks'

export type OrganisationState = {
  answers: OrganisationAnswers
  errors: OrganisationErrors
  problem: string | null
  tries: number
}

export type OrganisationWords = Record<'title' | 'problemTitle' | 'summary' | 'problem' | 'save', string> & {
  labels: Record<keyof OrganisationAnswers, string>
  hints: Partial<Record<keyof OrganisationAnswers, string>>
  errors: Record<OrganisationErrorKey, string>
}

type OrganisationFormProps = {
  action: (previous: OrganisationState, form: FormData) => Promise<OrganisationState>
  answers: OrganisationAnswers
  /** The state of the organisation this form began with. */
  stamp: string
  words: OrganisationWords
}

const judge = (data: FormData): OrganisationErrors => judgeOrganisation(readOrganisationForm(data)).errors ?? {}

export const OrganisationForm = ({ action, answers, stamp, words }: OrganisationFormProps) => {
  const [state, send, pending] = useActionState(action, { answers, errors: {}, problem: null, tries: 0 })
  const form = useRef<HTMLFormElement>(null)
  const summary = useRef<HTMLElement>(null)
  const { early, check } = useFormChecks<OrganisationErrorKey>(form, judge, state)
  const errors: OrganisationErrors = early ?? state.errors
  const text = (key: OrganisationErrorKey | undefined) => key && words.errors[key]
  const wrong = organisationFields.flatMap((name) => {
    const message = text(errors[name])
    return message ? [{ href: `#${name}` as const, text: message }] : []
  })
  useEffect(() => {
    if (state.tries > 0) summary.current?.focus()
  }, [state.tries])

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    if (Object.keys(await check()).length > 0) requestAnimationFrame(() => summary.current?.focus())
    else startTransition(() => send(data))
  }

  return (
    <form ref={form} action={send} onSubmit={submit} noValidate className="flex max-w-people flex-col gap-6">
      <title>{wrong.length > 0 || state.problem ? words.problemTitle : words.title}</title>
      <input type="hidden" name="stamp" value={stamp} />
      {wrong.length > 0 && <ErrorSummary ref={summary} title={words.summary} items={wrong} />}
      {state.problem && (
        <Notice key={state.tries} kind="warn" role="alert" title={words.problem}>
          <p>{state.problem}</p>
        </Notice>
      )}
      {organisationFields.map((name) => (
        <TextField
          key={name}
          name={name}
          label={words.labels[name]}
          hint={words.hints[name]}
          error={text(errors[name])}
          defaultValue={state.answers[name]}
          type={name === 'return_url' ? 'url' : 'text'}
          autoComplete="off"
          required={name !== 'return_url'}
          maxLength={name === 'return_url' ? 500 : 254}
        />
      ))}
      <div>
        <Button busy={pending}>{words.save}</Button>
      </div>
    </form>
  )
}
