'use client'
import { Button } from '@/components/ui/button'
import { ErrorSummary } from '@/components/ui/error-summary'
import { Notice } from '@/components/ui/notice'
import { TextField } from '@/components/ui/text-field'
import { type OrganisationErrorKey, organisationFields } from '@/lib/kyc/organisation-fields'
import type { OrganisationAnswers } from '@/lib/kyc/organisation-form'
import { type CheckedState, useCheckedForm } from './use-checked-form'

export type OrganisationState = CheckedState<OrganisationAnswers, OrganisationErrorKey>

export type OrganisationWords = Record<'title' | 'problemTitle' | 'summary' | 'problem' | 'asItIs' | 'save', string> & {
  labels: Record<keyof OrganisationAnswers, string>
  hints: Partial<Record<keyof OrganisationAnswers, string>>
  errors: Record<OrganisationErrorKey, string>
}

type OrganisationFormProps = {
  action: (previous: OrganisationState, form: FormData) => Promise<OrganisationState>
  answers: OrganisationAnswers
  /** The state of the organisation this form began with. */
  stamp: string
  /** Where the organisation stands as it is now. */
  hereHref: string
  words: OrganisationWords
}

const loadJudge = async () => (await import('./organisation-judge')).wrongInOrganisation

export const OrganisationForm = ({ action, answers, stamp, hereHref, words }: OrganisationFormProps) => {
  const { state, pending, summary, problem, wrong, messageOf, attributes } = useCheckedForm({
    action,
    answers,
    fields: organisationFields,
    loadJudge,
    words: words.errors,
  })
  return (
    <form {...attributes} noValidate className="flex max-w-people flex-col gap-6">
      <title>{wrong.length > 0 || state.problem ? words.problemTitle : words.title}</title>
      <input type="hidden" name="stamp" value={state.stamp ?? stamp} />
      {wrong.length > 0 && <ErrorSummary ref={summary} title={words.summary} items={wrong} />}
      {state.problem && (
        <Notice key={state.tries} ref={problem} kind="warn" role="alert" title={words.problem}>
          <p>{state.problem}</p>
          {state.stamp !== undefined && (
            <p>
              <a href={hereHref} target="_blank" rel="noreferrer" className="inline-block py-2">
                {words.asItIs}
              </a>
            </p>
          )}
        </Notice>
      )}
      {organisationFields.map((name) => (
        <TextField
          key={name}
          name={name}
          label={words.labels[name]}
          hint={words.hints[name]}
          error={messageOf(name)}
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
