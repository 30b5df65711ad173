'use client'
import { useActionState } from 'react'
import { Button, ButtonLink } from '@/components/ui/button'
import { RadioGroup } from '@/components/ui/radio-group'
import { ConfirmFields } from './confirm-fields'
import { ReasonField } from './reason-field'
import type { ConfirmProps } from './sensitive-form'

/** `confirm` is about the proof of presence, `error` about the reason. */
export type ExportFormState = {
  format: string
  reason: string
  error: string | null
  confirm: string | null
  tries: number
}

type ExportFormProps = {
  action: (previous: ExportFormState, form: FormData) => Promise<ExportFormState>
  /** The filter as it stands in an address. */
  filter: string
  formats: readonly { value: string; label: string; hint: string }[]
  backHref: string
  confirm: ConfirmProps
  words: Record<'title' | 'problemTitle' | 'format' | 'reason' | 'hint' | 'submit' | 'back', string>
}

/** What is taken out and why; the file itself is one press further, under a page that names its size. */
export const ExportForm = ({ action, filter, formats, backHref, confirm, words }: ExportFormProps) => {
  const { stale, ...proof } = confirm
  const [state, send, pending] = useActionState(action, {
    format: formats[0]?.value ?? '',
    reason: '',
    error: null,
    confirm: null,
    tries: 0,
  })
  return (
    <form action={send} className="flex max-w-read flex-col gap-6">
      <title>{state.error || state.confirm ? words.problemTitle : words.title}</title>
      <input type="hidden" name="filter" value={filter} />
      <RadioGroup name="format" legend={words.format} options={formats} defaultValue={state.format} />
      <ReasonField label={words.reason} hint={words.hint} typed={state.reason} error={state.error} />
      {(stale || state.confirm) && (
        <ConfirmFields key={`confirm-${state.tries}`} {...proof} error={state.confirm ?? undefined} />
      )}
      <div className="flex flex-wrap gap-2">
        <Button busy={pending}>{words.submit}</Button>
        <ButtonLink href={backHref} kind="secondary">
          {words.back}
        </ButtonLink>
      </div>
    </form>
  )
}
