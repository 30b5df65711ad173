'use client'
import { useActionState } from 'react'
import { Button, ButtonLink } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { TextField } from '@/components/ui/text-field'
import { ConfirmFields } from './confirm-fields'
import type { ConfirmProps } from './sensitive-form'

/** `conflict` says whose work stands there already; the reason that was typed stays in sight. */
export type ReleaseState = {
  reason: string
  error: string | null
  conflict: string | null
  /** About the proof of presence. */
  confirm: string | null
  tries: number
}

type ReleaseFormProps = {
  action: (previous: ReleaseState, form: FormData) => Promise<ReleaseState>
  id: string
  /** The list this session was opened from, as it stands in an address. */
  view: string
  backHref: string
  /** Whose work stands there already, when the page was opened or came back too late to release anything. */
  late: string | null
  confirm: ConfirmProps
  words: Record<'title' | 'problemTitle' | 'reason' | 'hint' | 'confirm' | 'keep' | 'conflict' | 'fresh', string>
}

export const ReleaseForm = ({ action, id, view, backHref, late, confirm, words }: ReleaseFormProps) => {
  const [state, send, pending] = useActionState(action, {
    reason: '',
    error: null,
    conflict: null,
    confirm: null,
    tries: 0,
  })
  const { stale, ...proof } = confirm
  const conflict = state.conflict ?? late
  return (
    <form action={send} className="flex max-w-read flex-col gap-6">
      <title>{state.error || state.confirm || conflict ? words.problemTitle : words.title}</title>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="view" value={view} />
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
      <div role={state.error ? 'alert' : undefined}>
        <TextField
          name="reason"
          label={words.reason}
          hint={words.hint}
          error={state.error ?? undefined}
          defaultValue={state.reason}
          autoComplete="off"
          maxLength={500}
          required
        />
      </div>
      {!conflict && (stale || state.confirm) && (
        <ConfirmFields key={`confirm-${state.tries}`} {...proof} error={state.confirm ?? undefined} />
      )}
      <div className="flex flex-wrap gap-2">
        {!conflict && <Button busy={pending}>{words.confirm}</Button>}
        <ButtonLink href={backHref} kind="secondary">
          {words.keep}
        </ButtonLink>
      </div>
    </form>
  )
}
