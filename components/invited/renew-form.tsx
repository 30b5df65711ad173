'use client'
import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { type Made, MadeLink, type MadeWords } from './made-link'

export type RenewState = { made: Made | null; problem: string | null }

type Props = {
  action: (previous: RenewState, form: FormData) => Promise<RenewState>
  id: string
  formKey: string
  words: MadeWords & { renew: string; renewHint: string }
}

/** "New link": the old ones end with it, which is said before the button. */
export const RenewForm = ({ action, id, formKey, words }: Props) => {
  const [state, send, pending] = useActionState(action, { made: null, problem: null })
  if (state.made) return <MadeLink made={state.made} words={words} anotherHref={null} />
  return (
    <form action={send} className="flex max-w-read flex-col gap-3">
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="form_key" value={formKey} />
      <p>{words.renewHint}</p>
      {state.problem && <p role="alert">{state.problem}</p>}
      <div>
        <Button kind="secondary" busy={pending}>
          {words.renew}
        </Button>
      </div>
    </form>
  )
}
