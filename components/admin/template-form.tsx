'use client'
import { type FormEvent, startTransition, useActionState, useEffect, useRef } from 'react'
import { Button, ButtonLink } from '@/components/ui/button'
import { ErrorSummary } from '@/components/ui/error-summary'
import { Notice } from '@/components/ui/notice'
import {
  judgeTemplate,
  readTemplateForm,
  type TemplateAnswers,
  type TemplateErrorKey,
  type TemplateErrors,
  templateFields,
} from '@/lib/kyc/template-form'
import { TemplateFields, type TemplateFieldWords } from './template-fields'
import { useFormChecks } from './use-form-checks'

/** `problem` says why nothing was kept although the form was filled in well. */
export type TemplateState = { answers: TemplateAnswers; errors: TemplateErrors; problem: string | null; tries: number }

export type TemplateWords = {
  title: string
  problemTitle: string
  summary: string
  problem: string
  save: string
  back: string
  fields: TemplateFieldWords
  errors: Record<TemplateErrorKey, string>
}

type TemplateFormProps = {
  action: (previous: TemplateState, form: FormData) => Promise<TemplateState>
  /** null for a new template. */
  template: { id: string; stamp: string } | null
  answers: TemplateAnswers
  backHref: string
  words: TemplateWords
}

const judge = (data: FormData): TemplateErrors => judgeTemplate(readTemplateForm(data)).errors ?? {}

export const TemplateForm = ({ action, template, answers, backHref, words }: TemplateFormProps) => {
  const [state, send, pending] = useActionState(action, { answers, errors: {}, problem: null, tries: 0 })
  const form = useRef<HTMLFormElement>(null)
  const summary = useRef<HTMLElement>(null)
  const { early, check } = useFormChecks<TemplateErrorKey>(form, judge, state)
  const errors: TemplateErrors = early ?? state.errors
  const text = (key: TemplateErrorKey | undefined) => key && words.errors[key]
  const wrong = templateFields.flatMap((name) => {
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
    <form ref={form} action={send} onSubmit={submit} noValidate className="flex max-w-people flex-col gap-12">
      <title>{wrong.length > 0 || state.problem ? words.problemTitle : words.title}</title>
      {template && (
        <>
          <input type="hidden" name="id" value={template.id} />
          <input type="hidden" name="stamp" value={template.stamp} />
        </>
      )}
      {wrong.length > 0 && <ErrorSummary ref={summary} title={words.summary} items={wrong} />}
      {state.problem && (
        <Notice key={state.tries} kind="warn" role="alert" title={words.problem}>
          <p>{state.problem}</p>
        </Notice>
      )}
      <TemplateFields
        answers={state.answers}
        errors={Object.fromEntries(templateFields.map((name) => [name, text(errors[name])]))}
        words={words.fields}
      />
      <div className="flex flex-wrap gap-2">
        <Button busy={pending}>{words.save}</Button>
        <ButtonLink href={backHref} kind="secondary">
          {words.back}
        </ButtonLink>
      </div>
    </form>
  )
}
