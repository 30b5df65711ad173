'use client'
import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { Disclosure } from '@/components/ui/disclosure'
import { TextField } from '@/components/ui/text-field'

export type SaveViewState = { name: string; error: string | null }

type SaveViewFormProps = {
  action: (previous: SaveViewState, form: FormData) => Promise<SaveViewState>
  /** The filter to keep, as it stands in the address. */
  query: string
  words: Record<'title' | 'name' | 'hint' | 'save', string>
  maxLength: number
}

export const SaveViewForm = ({ action, query, words, maxLength }: SaveViewFormProps) => {
  const [state, send, pending] = useActionState(action, { name: '', error: null })
  return (
    // Open while something is wrong, or without scripts nobody would see what.
    <Disclosure summary={words.title} open={state.error !== null}>
      <form action={send} className="flex max-w-read flex-col items-start gap-3">
        <input type="hidden" name="query" value={query} />
        <div role={state.error ? 'alert' : undefined} className="w-full">
          <TextField
            name="view_name"
            label={words.name}
            hint={words.hint}
            error={state.error ?? undefined}
            defaultValue={state.name}
            autoComplete="off"
            maxLength={maxLength}
            required
          />
        </div>
        <Button kind="secondary" busy={pending}>
          {words.save}
        </Button>
      </form>
    </Disclosure>
  )
}
