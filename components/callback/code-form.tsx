'use client'
import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/text-field'

/** What was typed stays in sight; `tries` grows with every answer, so that the same message is announced anew. */
export type CodeEntered = { typed: string; error: string | null; tries: number }

type CodeFormProps = {
  action: (previous: CodeEntered, form: FormData) => Promise<CodeEntered>
  handle: string
  words: Record<'heading' | 'lead' | 'label' | 'hint' | 'submit', string>
}

/** Takes the code that the other browser shows (R-15 b). Sending it without one releases nothing. */
export const CodeForm = ({ action, handle, words }: CodeFormProps) => {
  const [state, send, pending] = useActionState(action, { typed: '', error: null, tries: 0 })
  return (
    <section aria-labelledby="code-heading" className="flex flex-col gap-4">
      <h2 id="code-heading" className="text-h2 font-semibold">
        {words.heading}
      </h2>
      <p className="text-read">{words.lead}</p>
      <form action={send} className="flex max-w-read flex-col items-start gap-4" noValidate>
        <input type="hidden" name="handle" value={handle} />
        <div key={state.tries} className="w-full" role={state.error ? 'alert' : undefined}>
          <TextField
            name="code"
            label={words.label}
            hint={words.hint}
            error={state.error ?? undefined}
            defaultValue={state.typed}
            inputMode="numeric"
            autoComplete="off"
            maxLength={12}
            required
          />
        </div>
        <Button busy={pending}>{words.submit}</Button>
      </form>
    </section>
  )
}
