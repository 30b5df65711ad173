'use client'
import { type RefObject, useActionState, useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { describedBy, FieldFrame, fieldStyle } from '@/components/ui/field-frame'
import { TextField } from '@/components/ui/text-field'

/** `value` is what the field shows next: what was typed, or the nearest that passes. */
export type BrandState = { error: string | null; value: string; tries: number }

type BrandAction = (previous: BrandState, form: FormData) => Promise<BrandState>

/** Leads whoever pressed the button to what is wrong with what they gave. */
const useWrongField = ({ error, tries }: BrandState): RefObject<HTMLFormElement | null> => {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (tries > 0 && error) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [error, tries])
  return form
}

type ColourFormProps = {
  action: BrandAction
  colour: string
  words: Record<'label' | 'hint' | 'submit', string>
}

export const ColourForm = ({ action, colour, words }: ColourFormProps) => {
  const [state, send, pending] = useActionState(action, { error: null, value: colour, tries: 0 })
  const form = useWrongField(state)
  return (
    <form ref={form} action={send} className="flex max-w-read flex-col items-start gap-4">
      <div role={state.error ? 'alert' : undefined} className="w-full">
        <TextField
          key={state.tries}
          name="colour"
          label={words.label}
          hint={words.hint}
          error={state.error ?? undefined}
          defaultValue={state.value}
          autoComplete="off"
          maxLength={9}
        />
      </div>
      <Button busy={pending}>{words.submit}</Button>
    </form>
  )
}

type LogoFormProps = {
  action: BrandAction
  mostBytes: number
  words: Record<'label' | 'hint' | 'submit' | 'tooHeavy', string>
}

export const LogoForm = ({ action, mostBytes, words }: LogoFormProps) => {
  const [state, send, pending] = useActionState(action, { error: null, value: '', tries: 0 })
  const form = useWrongField(state)
  const [heavy, setHeavy] = useState(false)
  const error = heavy ? words.tooHeavy : (state.error ?? undefined)
  const texts = { name: 'logo', label: words.label, hint: words.hint, error }
  return (
    <form
      ref={form}
      action={send}
      // A picture that is far too large would be turned away at the door, before the action can say why.
      onSubmit={(event) => heavy && event.preventDefault()}
      className="flex max-w-read flex-col items-start gap-4"
    >
      <div role={error ? 'alert' : undefined} className="w-full">
        <FieldFrame {...texts}>
          <input
            id="logo"
            name="logo"
            type="file"
            accept="image/png"
            onChange={({ target }) => setHeavy((target.files?.[0]?.size ?? 0) > mostBytes)}
            aria-invalid={error ? true : undefined}
            aria-describedby={describedBy(texts)}
            className={fieldStyle(error !== undefined)}
          />
        </FieldFrame>
      </div>
      <Button busy={pending}>{words.submit}</Button>
    </form>
  )
}
