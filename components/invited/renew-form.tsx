'use client'
import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { type Made, MadeLink, type MadeWords } from './made-link'

export type RenewState = { made: Made | null; problem: string | null }

type Props = {
  action: (previous: RenewState, form: FormData) => Promise<RenewState>
  id: string
  formKey: string
  /** How many links were replaced when this was shown: a form that saw fewer changes nothing. */
  replaced: number
  words: MadeWords & { renew: string; renewHint: string }
}

/** "New link": the old ones end with it, which is said before the button. */
export const RenewForm = ({ action, id, formKey, replaced, words }: Props) => {
  const [state, send, pending] = useActionState(action, { made: null, problem: null })
  if (state.made) return <MadeLink made={state.made} words={words} anotherHref={null} />
  return (
    <form action={send} className="flex max-w-read flex-col gap-3">
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="form_key" value={formKey} />
      <input type="hidden" name="replaced" value={replaced} />
      <p>{words.renewHint}</p>
      {state.problem && (
        <Notice kind="bad" role="alert">
          <p>{state.problem}</p>
        </Notice>
      )}
      <div>
        <Button kind="secondary" busy={pending}>
          {words.renew}
        </Button>
      </div>
    </form>
  )
}
