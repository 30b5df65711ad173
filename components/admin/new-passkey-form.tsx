'use client'
import { type ReactNode, useActionState } from 'react'
import { type CodesToKeep, KeepCodes, type KeepCodesWords } from './keep-codes'
import { PasskeyForm } from './passkey-form'

/** `shown` is said once and kept nowhere: the recovery codes of a first second factor. */
export type NewPasskeyState = { shown?: CodesToKeep }

type NewPasskeyFormProps = {
  ask: () => Promise<string | null>
  action: (previous: NewPasskeyState, form: FormData) => Promise<NewPasskeyState>
  label: string
  failed: string
  /** The page's title while codes are shown, where a form writes it. */
  title?: string
  /** How the answer is shown that brings recovery codes. */
  codes: KeepCodesWords
  /** True where nothing more can be asked, and only an answer is shown. */
  closed?: boolean
  children: ReactNode
}

/** Makes one more passkey; codes to keep take the place of the form. */
export const NewPasskeyForm = ({ action, title, codes, closed, ...form }: NewPasskeyFormProps) => {
  const [state, send] = useActionState(action, {})
  if (state.shown)
    return (
      <>
        {title && <title>{title}</title>}
        <KeepCodes {...codes} {...state.shown} />
      </>
    )
  return closed ? null : <PasskeyForm kind="create" action={send} {...form} />
}
