'use client'
import { type ReactNode, useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { SecretField } from '@/components/ui/secret-field'
import { TextField } from '@/components/ui/text-field'

/** What the form shows again: the address that was typed, never the password. */
export type SignInState = { email: string; problem: string | null }

export type SignInWords = Record<'title' | 'problemTitle' | 'problemHeading' | 'email' | 'password' | 'submit', string>

type SignInFormProps = {
  action: (previous: SignInState, form: FormData) => Promise<SignInState>
  words: SignInWords
  /** Why this page was opened; it gives way to what just went wrong. */
  children: ReactNode
}

export const SignInForm = ({ action, words, children }: SignInFormProps) => {
  const [state, send, pending] = useActionState(action, { email: '', problem: null })
  return (
    <form action={send} noValidate className="flex flex-col gap-6">
      <title>{state.problem ? words.problemTitle : words.title}</title>
      {state.problem ? (
        <Notice kind="bad" role="alert" title={words.problemHeading}>
          <p>{state.problem}</p>
        </Notice>
      ) : (
        children
      )}
      <TextField
        name="email"
        type="email"
        label={words.email}
        defaultValue={state.email}
        autoComplete="username"
        maxLength={254}
        required
      />
      <SecretField name="password" label={words.password} autoComplete="current-password" maxLength={256} />
      <div>
        <Button busy={pending}>{words.submit}</Button>
      </div>
    </form>
  )
}
