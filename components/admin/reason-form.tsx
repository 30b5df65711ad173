'use client'
import { type ReactNode, useActionState } from 'react'
import { Button, ButtonLink } from '@/components/ui/button'
import type { ButtonKind } from '@/components/ui/button-style'
import { Notice } from '@/components/ui/notice'
import { ConfirmFields } from './confirm-fields'
import { ReasonField } from './reason-field'
import type { ConfirmProps } from './sensitive-form'

/** `conflict` says whose work stands there already; the reason that was typed stays in sight. */
export type ReasonState = {
  reason: string
  error: string | null
  conflict: string | null
  /** About the proof of presence. */
  confirm: string | null
  tries: number
}

type ReasonFormProps = {
  action: (previous: ReasonState, form: FormData) => Promise<ReasonState>
  kind?: ButtonKind
  backHref: string
  /** Whose work stands there already, when the page was opened or came back too late to decide anything. */
  late: string | null
  /** Absent where the decision is not so grave that it asks who is there. */
  confirm?: ConfirmProps
  words: Record<'title' | 'problemTitle' | 'reason' | 'hint' | 'confirm' | 'keep' | 'conflict' | 'fresh', string>
  /** Hidden fields that say what is decided about. */
  children: ReactNode
}

/** A decision about one or more sessions that stands with the reason a colleague gave for it. */
export const ReasonForm = ({ action, kind = 'primary', backHref, late, confirm, words, children }: ReasonFormProps) => {
  const [state, send, pending] = useActionState(action, {
    reason: '',
    error: null,
    conflict: null,
    confirm: null,
    tries: 0,
  })
  const conflict = state.conflict ?? late
  return (
    <form action={send} className="flex max-w-read flex-col gap-6">
      <title>{state.error || state.confirm || conflict ? words.problemTitle : words.title}</title>
      {children}
      {conflict && (
        <Notice kind="warn" role="alert" title={words.conflict}>
          <p>{conflict}</p>
          <div>
            <ButtonLink href={backHref} kind="secondary">
              {words.fresh}
            </ButtonLink>
          </div>
        </Notice>
      )}
      <ReasonField label={words.reason} hint={words.hint} typed={state.reason} error={state.error} />
      {!conflict && confirm && (confirm.stale || state.confirm) && (
        <ConfirmFields key={`confirm-${state.tries}`} {...confirm} error={state.confirm ?? undefined} />
      )}
      <div className="flex flex-wrap gap-2">
        {!conflict && (
          <Button busy={pending} kind={kind}>
            {words.confirm}
          </Button>
        )}
        <ButtonLink href={backHref} kind="secondary">
          {words.keep}
        </ButtonLink>
      </div>
    </form>
  )
}
