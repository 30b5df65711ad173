'use client'
import { type ReactNode, useActionState } from 'react'
import { Button } from '@/components/ui/button'
import type { ButtonKind } from '@/components/ui/button-style'
import { Notice } from '@/components/ui/notice'
import { ShowOnce } from '@/components/ui/show-once'
import { ConfirmFields, type ConfirmWords } from './confirm-fields'

/** `confirm` is about the proof of presence; `problem` about everything else. `shown` is said once and nowhere kept. */
export type SensitiveState = {
  problem: string | null
  confirm: string | null
  shown: readonly string[] | null
  tries: number
}

export const untouched: SensitiveState = { problem: null, confirm: null, shown: null, tries: 0 }

type SensitiveFormProps = {
  action: (previous: SensitiveState, form: FormData) => Promise<SensitiveState>
  submit: string
  kind?: ButtonKind
  problemHeading: string
  confirm: ConfirmProps
  children?: ReactNode
  /** Takes the place of the form once it was answered with something to keep. */
  revealed?: { heading: string; lead: string; copy: string; copied: string }
}

/** How presence is proven; `stale` where it was proven too long ago when the page was made. */
export type ConfirmProps = { words: ConfirmWords; ask: (() => Promise<string | null>) | null; stale: boolean }

/** A form whose action changes what protects an account or a person. */
export const SensitiveForm = (props: SensitiveFormProps) => {
  const { action, submit, kind = 'primary', problemHeading, confirm, children, revealed } = props
  const [state, send, pending] = useActionState(action, untouched)
  if (state.shown && revealed) return <ShowOnce {...revealed} lines={state.shown} />
  const { stale, ...proof } = confirm
  return (
    <form action={send} className="flex flex-col items-start gap-4">
      {state.problem && (
        <Notice key={state.tries} kind="bad" role="alert" title={problemHeading}>
          <p>{state.problem}</p>
        </Notice>
      )}
      {children}
      {(stale || state.confirm) && (
        <ConfirmFields key={`confirm-${state.tries}`} {...proof} error={state.confirm ?? undefined} />
      )}
      <Button busy={pending} kind={kind}>
        {submit}
      </Button>
    </form>
  )
}
