'use client'
import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { TextArea } from '@/components/ui/text-area'

export type NoteState = { text: string; error: string | null }

type NoteFormProps = {
  action: (previous: NoteState, form: FormData) => Promise<NoteState>
  id: string
  /** The list this session was opened from, as it stands in an address. */
  view: string
  /** Of this form as it was shown; the same note sent with it again is the same note. */
  formKey: string
  words: Record<'label' | 'hint' | 'submit', string>
}

export const NoteForm = ({ action, id, view, formKey, words }: NoteFormProps) => {
  const [state, send, pending] = useActionState(action, { text: '', error: null })
  return (
    <form action={send} className="flex max-w-read flex-col gap-3">
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="view" value={view} />
      <input type="hidden" name="form_key" value={formKey} />
      <div role={state.error ? 'alert' : undefined}>
        <TextArea
          name="note"
          label={words.label}
          hint={words.hint}
          error={state.error ?? undefined}
          defaultValue={state.text}
          maxLength={2000}
          rows={3}
          required
        />
      </div>
      <div>
        <Button kind="secondary" busy={pending}>
          {words.submit}
        </Button>
      </div>
    </form>
  )
}
