'use client'
import { useActionState, useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorSummary } from '@/components/ui/error-summary'
import { Notice } from '@/components/ui/notice'
import { Select } from '@/components/ui/select'
import { TextField } from '@/components/ui/text-field'
import { type Made, MadeLink, type MadeWords } from './made-link'

const textFields = ['reference', 'name', 'email', 'phone'] as const
type TextName = (typeof textFields)[number]
export type InviteFieldName = TextName | 'template' | 'language' | 'life'

type Texts = Partial<Record<InviteFieldName, string>>

export type InviteState = {
  values: Texts
  /** Whether the person is also to get an e-mail. */
  byMail: boolean
  /** The reference that is known to be out: the next press invites once more. */
  again: string
  errors: Texts
  problem: string | null
  made: Made | null
  tries: number
}

type Option = { value: string; label: string }

export type InviteWords = MadeWords & {
  title: string
  problemTitle: string
  summary: string
  submit: string
  byMail: string
  labels: Record<InviteFieldName, string>
  hints: Texts
}

type Props = {
  action: (previous: InviteState, form: FormData) => Promise<InviteState>
  formKey: string
  templates: readonly Option[]
  languages: readonly Option[]
  lives: readonly Option[]
  /** Whether a mail server is set. */
  mail: boolean
  anotherHref: string
  words: InviteWords
}

const inputs: Record<TextName, { type: 'text' | 'email' | 'tel'; maxLength: number }> = {
  reference: { type: 'text', maxLength: 64 },
  name: { type: 'text', maxLength: 120 },
  email: { type: 'email', maxLength: 254 },
  phone: { type: 'tel', maxLength: 40 },
}

/** One person: everything about them may be left out but one thing that tells who they are. */
export const InviteForm = ({ action, formKey, templates, languages, lives, mail, anotherHref, words }: Props) => {
  const [state, send, pending] = useActionState(action, {
    values: {},
    byMail: true,
    again: '',
    errors: {},
    problem: null,
    made: null,
    tries: 0,
  })
  const summary = useRef<HTMLElement>(null)
  useEffect(() => {
    if (state.tries > 0) summary.current?.focus()
  }, [state])
  if (state.made)
    return (
      <>
        <title>{words.title}</title>
        <MadeLink made={state.made} words={words} anotherHref={anotherHref} />
      </>
    )
  const wrong = [...textFields, 'template', 'language', 'life'].filter(
    (name): name is InviteFieldName => name in state.errors,
  )
  const select = (name: 'template' | 'language' | 'life', options: readonly Option[]) => (
    <Select
      name={name}
      label={words.labels[name]}
      hint={words.hints[name]}
      error={state.errors[name]}
      options={options}
      defaultValue={state.values[name]}
    />
  )
  return (
    <form action={send} noValidate autoComplete="off" className="flex max-w-read flex-col gap-6" key={state.tries}>
      <title>{wrong.length > 0 || state.problem ? words.problemTitle : words.title}</title>
      <input type="hidden" name="form_key" value={formKey} />
      <input type="hidden" name="again" value={state.again} />
      {wrong.length > 0 && (
        <ErrorSummary
          ref={summary}
          title={words.summary}
          items={wrong.map((name) => ({ href: `#${name}`, text: `${words.labels[name]}: ${state.errors[name]}` }))}
        />
      )}
      {state.problem && (
        <Notice kind="bad" role="alert">
          <p>{state.problem}</p>
        </Notice>
      )}
      {select('template', templates)}
      {textFields.map((name) => (
        <TextField
          key={name}
          name={name}
          label={words.labels[name]}
          hint={words.hints[name]}
          error={state.errors[name]}
          defaultValue={state.values[name]}
          autoComplete="off"
          {...inputs[name]}
        />
      ))}
      {select('language', languages)}
      {select('life', lives)}
      {mail && (
        <label className="flex min-h-control items-center gap-2">
          <input
            type="checkbox"
            name="by_mail"
            value="yes"
            defaultChecked={state.byMail}
            className="size-icon shrink-0"
          />
          {words.byMail}
        </label>
      )}
      <div>
        <Button busy={pending}>{words.submit}</Button>
      </div>
    </form>
  )
}
