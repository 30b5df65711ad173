'use client'
import { useActionState, useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorSummary } from '@/components/ui/error-summary'
import { SecretField } from '@/components/ui/secret-field'
import { TextField } from '@/components/ui/text-field'
import { organisationFields } from '@/lib/kyc/organisation-fields'

const accountFields = ['full_name', 'email', 'password', 'password_again'] as const
export type SetupFieldName = (typeof accountFields)[number] | (typeof organisationFields)[number]

type Texts = Partial<Record<SetupFieldName, string>>

/** What is shown again after a refusal; passwords are typed anew. */
export type SetupState = { values: Texts; errors: Texts; problem: string | null; tries: number }

export type SetupWords = {
  title: string
  problemTitle: string
  summary: string
  account: string
  organisation: string
  organisationLead: string
  submit: string
  labels: Record<SetupFieldName, string>
  hints: Texts
}

type SetupFormProps = {
  action: (previous: SetupState, form: FormData) => Promise<SetupState>
  token: string
  words: SetupWords
}

const kinds: Partial<Record<SetupFieldName, { type: 'email' | 'url'; autoComplete?: string }>> = {
  email: { type: 'email', autoComplete: 'username' },
  return_url: { type: 'url' },
}

export const SetupForm = ({ action, token, words }: SetupFormProps) => {
  const [state, send, pending] = useActionState(action, { values: {}, errors: {}, problem: null, tries: 0 })
  const summary = useRef<HTMLElement>(null)
  useEffect(() => {
    if (state.tries > 0) summary.current?.focus()
  }, [state.tries])

  const faults = [...accountFields, ...organisationFields].flatMap((name) => {
    const text = state.errors[name]
    return text ? [{ href: `#${name}` as const, text }] : []
  })
  const items = state.problem ? [{ href: '#full_name' as const, text: state.problem }, ...faults] : faults

  const field = (name: SetupFieldName) => {
    const texts = { name, label: words.labels[name], hint: words.hints[name], error: state.errors[name] }
    return name === 'password' || name === 'password_again' ? (
      <SecretField key={name} {...texts} autoComplete="new-password" maxLength={256} />
    ) : (
      <TextField
        key={name}
        {...texts}
        {...kinds[name]}
        defaultValue={state.values[name]}
        required={name !== 'return_url'}
        maxLength={name === 'return_url' ? 500 : 254}
      />
    )
  }

  return (
    <form action={send} noValidate className="flex flex-col gap-12">
      <title>{items.length > 0 ? words.problemTitle : words.title}</title>
      {items.length > 0 && <ErrorSummary ref={summary} title={words.summary} items={items} />}
      <input type="hidden" name="token" value={token} />
      <section className="flex flex-col gap-6">
        <h2 className="text-h2 font-bold">{words.account}</h2>
        {accountFields.map(field)}
      </section>
      <section className="flex flex-col gap-6">
        <div className="flex flex-col gap-2">
          <h2 className="text-h2 font-bold">{words.organisation}</h2>
          <p className="text-body text-ink-soft">{words.organisationLead}</p>
        </div>
        {organisationFields.map(field)}
      </section>
      <div>
        <Button busy={pending}>{words.submit}</Button>
      </div>
    </form>
  )
}
