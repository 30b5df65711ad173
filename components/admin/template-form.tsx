'use client'
import { Button, ButtonLink } from '@/components/ui/button'
import { ErrorSummary } from '@/components/ui/error-summary'
import { Notice } from '@/components/ui/notice'
import { type TemplateErrorKey, templateFields } from '@/lib/kyc/template-fields'
import type { TemplateAnswers } from '@/lib/kyc/template-form'
import { TemplateFields, type TemplateFieldWords } from './template-fields'
import { type CheckedState, useCheckedForm } from './use-checked-form'

export type TemplateState = CheckedState<TemplateAnswers, TemplateErrorKey>

export type TemplateWords = {
  title: string
  problemTitle: string
  summary: string
  problem: string
  asItIs: string
  save: string
  back: string
  fields: TemplateFieldWords
  errors: Record<TemplateErrorKey, string>
}

type TemplateFormProps = {
  action: (previous: TemplateState, form: FormData) => Promise<TemplateState>
  /** What is changed, or the key of this form, with which a new template is made only once. */
  template: { id: string; stamp: string } | { formKey: string }
  answers: TemplateAnswers
  backHref: string
  words: TemplateWords
}

const loadJudge = async () => (await import('./template-judge')).wrongInTemplate

export const TemplateForm = ({ action, template, answers, backHref, words }: TemplateFormProps) => {
  const { state, pending, summary, problem, wrong, messageOf, attributes } = useCheckedForm({
    action,
    answers,
    fields: templateFields,
    loadJudge,
    words: words.errors,
  })
  return (
    <form {...attributes} noValidate className="flex max-w-people flex-col gap-12">
      <title>{wrong.length > 0 || state.problem ? words.problemTitle : words.title}</title>
      {'formKey' in template ? (
        <input type="hidden" name="form_key" value={template.formKey} />
      ) : (
        <>
          <input type="hidden" name="id" value={template.id} />
          <input type="hidden" name="stamp" value={state.stamp ?? template.stamp} />
        </>
      )}
      {wrong.length > 0 && <ErrorSummary ref={summary} title={words.summary} items={wrong} />}
      {state.problem && (
        <Notice key={state.tries} ref={problem} kind="warn" role="alert" title={words.problem}>
          <p>{state.problem}</p>
          {state.stamp !== undefined && (
            <p>
              <a href={backHref} target="_blank" rel="noreferrer" className="inline-block py-2">
                {words.asItIs}
              </a>
            </p>
          )}
        </Notice>
      )}
      <TemplateFields
        answers={state.answers}
        errors={Object.fromEntries(templateFields.map((name) => [name, messageOf(name)]))}
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
