'use client'
import { useActionState, useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorSummary } from '@/components/ui/error-summary'
import { SecretField } from '@/components/ui/secret-field'
import { TextField } from '@/components/ui/text-field'

export type JoinFieldName = 'full_name' | 'password' | 'password_again'

/** The name is kept when the form comes back; passwords are typed anew. */
export type JoinState = {
  name: string
  errors: Partial<Record<JoinFieldName, string>>
  problem: string | null
  tries: number
}

type JoinFormProps = {
  action: (previous: JoinState, form: FormData) => Promise<JoinState>
  token: string
  words: Record<'title' | 'problemTitle' | 'summary' | 'hint' | 'submit' | JoinFieldName, string>
}

const fields = ['full_name', 'password', 'password_again'] as const

/** An invited colleague chooses a name and a password. */
export const JoinForm = ({ action, token, words }: JoinFormProps) => {
  const [state, send, pending] = useActionState(action, { name: '', errors: {}, problem: null, tries: 0 })
  const summary = useRef<HTMLElement>(null)
  useEffect(() => {
    if (state.tries > 0) summary.current?.focus()
  }, [state.tries])
  const faults = fields.flatMap((name) => {
    const text = state.errors[name]
    return text ? [{ href: `#${name}` as const, text }] : []
  })
  const items = state.problem ? [{ href: '#full_name' as const, text: state.problem }, ...faults] : faults
  return (
    <form action={send} className="flex flex-col gap-6">
      <title>{items.length > 0 ? words.problemTitle : words.title}</title>
      {items.length > 0 && <ErrorSummary ref={summary} title={words.summary} items={items} />}
      <input type="hidden" name="token" value={token} />
      <TextField
        name="full_name"
        label={words.full_name}
        error={state.errors.full_name}
        defaultValue={state.name}
        autoComplete="name"
        maxLength={80}
        required
      />
      <SecretField
        name="password"
        label={words.password}
        hint={words.hint}
        error={state.errors.password}
        autoComplete="new-password"
        maxLength={256}
      />
      <SecretField
        name="password_again"
        label={words.password_again}
        error={state.errors.password_again}
        autoComplete="new-password"
        maxLength={256}
      />
      <div>
        <Button busy={pending}>{words.submit}</Button>
      </div>
    </form>
  )
}
