'use client'
import { type ReactNode, useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { TextField } from '@/components/ui/text-field'
import { type CodesToKeep, KeepCodes, type KeepCodesWords } from './keep-codes'

/** `shown` is said once and kept nowhere: recovery codes. */
export type CodeState = { problem: string | null; tries: number; shown?: CodesToKeep }

export type CodeWords = Record<'title' | 'problemTitle' | 'problemHeading' | 'label' | 'submit', string> & {
  hint?: string
}

type CodeFormProps = {
  action: (previous: CodeState, form: FormData) => Promise<CodeState>
  words: CodeWords
  /** How the answer is shown that brings recovery codes. */
  codes?: KeepCodesWords
  /** What is done before the code can be typed; it gives way to the recovery codes. */
  setUp?: ReactNode
  /** True where no code can be typed any more, and only an answer is shown. */
  closed?: boolean
  /** Why this page was opened; it gives way to what just went wrong. */
  children?: ReactNode
}

/** One code to type. Recovery codes have letters, so the keyboard is not forced to digits. */
export const CodeForm = ({ action, words, codes, setUp, closed, children }: CodeFormProps) => {
  const [state, send, pending] = useActionState(action, { problem: null, tries: 0 })
  if (state.shown && codes)
    return (
      <>
        <title>{words.title}</title>
        <KeepCodes {...codes} {...state.shown} />
      </>
    )
  if (closed) return null
  return (
    <>
      {setUp}
      <form action={send} className="flex max-w-read flex-col gap-6">
        <title>{state.problem ? words.problemTitle : words.title}</title>
        {state.problem ? (
          <Notice key={state.tries} kind="bad" role="alert" title={words.problemHeading}>
            <p>{state.problem}</p>
          </Notice>
        ) : (
          children
        )}
        <TextField
          key={`field-${state.tries}`}
          name="code"
          label={words.label}
          hint={words.hint}
          error={state.problem ?? undefined}
          autoComplete="one-time-code"
          maxLength={40}
          required
        />
        <div>
          <Button busy={pending}>{words.submit}</Button>
        </div>
      </form>
    </>
  )
}
