'use client'
import { useActionState } from 'react'
import { Button, ButtonLink } from '@/components/ui/button'
import { TextField } from '@/components/ui/text-field'

export type ReleaseState = { reason: string; error: string | null }

type ReleaseFormProps = {
  action: (previous: ReleaseState, form: FormData) => Promise<ReleaseState>
  id: string
  backHref: string
  words: Record<'title' | 'problemTitle' | 'reason' | 'hint' | 'confirm' | 'keep', string>
}

export const ReleaseForm = ({ action, id, backHref, words }: ReleaseFormProps) => {
  const [state, send, pending] = useActionState(action, { reason: '', error: null })
  return (
    <form action={send} className="flex max-w-read flex-col gap-6">
      <title>{state.error ? words.problemTitle : words.title}</title>
      <input type="hidden" name="id" value={id} />
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
      <div className="flex flex-wrap gap-2">
        <Button busy={pending}>{words.confirm}</Button>
        <ButtonLink href={backHref} kind="secondary">
          {words.keep}
        </ButtonLink>
      </div>
    </form>
  )
}
