'use client'
import { type ReactNode, useActionState, useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import type { ButtonKind } from '@/components/ui/button-style'
import { Notice } from '@/components/ui/notice'
import { RadioGroup } from '@/components/ui/radio-group'
import { ShowOnce, type ShowOnceProps } from '@/components/ui/show-once'
import { TextField } from '@/components/ui/text-field'
import { ConfirmFields, type ConfirmWays } from './confirm-fields'

/** `confirm` is about the proof of presence; `problem` about everything else. `shown` is said once and nowhere kept. */
export type SensitiveState = {
  problem: string | null
  confirm: string | null
  shown: readonly string[] | null
  /** What was typed and what is wrong with it, by the name of the field. */
  kept: Readonly<Record<string, string>>
  errors: Readonly<Record<string, string>>
  tries: number
}

export const untouched: SensitiveState = { problem: null, confirm: null, shown: null, kept: {}, errors: {}, tries: 0 }

type Option = { value: string; label: string; hint: string }

/** A field whose answer is kept when the form comes back. */
export type KeptField =
  | { kind: 'email'; name: string; label: string }
  | { kind: 'number'; name: string; label: string; hint: string; value: string }
  | { kind: 'choice'; name: string; label: string; options: readonly Option[]; value: string }

type SensitiveFormProps = {
  action: (previous: SensitiveState, form: FormData) => Promise<SensitiveState>
  submit: string
  kind?: ButtonKind
  problemHeading: string
  confirm: ConfirmProps
  fields?: readonly KeptField[]
  /** Where the form is what the page is about, it writes the title. */
  title?: { plain: string; problem: string }
  children?: ReactNode
  /** Takes the place of the form once it was answered with something to keep. */
  revealed?: Omit<ShowOnceProps, 'lines'>
}

/** How presence is proven; `stale` where it was proven too long ago when the page was made. */
export type ConfirmProps = ConfirmWays & { stale: boolean }

type KeptProps = { field: KeptField; kept: string | undefined; error: string | undefined }

const KeptInput = ({ field, kept, error }: KeptProps) => {
  switch (field.kind) {
    case 'email':
      return (
        <TextField
          name={field.name}
          label={field.label}
          error={error}
          type="email"
          autoComplete="off"
          maxLength={254}
          defaultValue={kept}
          required
        />
      )
    case 'number':
      return (
        <TextField
          name={field.name}
          label={field.label}
          hint={field.hint}
          error={error}
          inputMode="numeric"
          autoComplete="off"
          maxLength={6}
          defaultValue={kept ?? field.value}
          required
        />
      )
    case 'choice':
      return (
        <RadioGroup
          name={field.name}
          legend={field.label}
          error={error}
          options={field.options}
          defaultValue={kept ?? field.value}
        />
      )
  }
}

const Kept = (props: KeptProps) => (
  <div className="w-full" role={props.error && props.field.kind !== 'choice' ? 'alert' : undefined}>
    <KeptInput {...props} />
  </div>
)

/** A form whose action changes what protects an account or a person. */
export const SensitiveForm = (props: SensitiveFormProps) => {
  const { action, submit, kind = 'primary', problemHeading, confirm, fields = [], title, children, revealed } = props
  const [state, send, pending] = useActionState(action, untouched)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (state.tries > 0) form.current?.querySelector<HTMLElement>('input[aria-invalid], [aria-invalid] input')?.focus()
  }, [state.tries])
  if (state.shown && revealed)
    return (
      <>
        {title && <title>{title.plain}</title>}
        <ShowOnce {...revealed} lines={state.shown} />
      </>
    )
  const { stale, ...proof } = confirm
  const wrong = state.problem !== null || state.confirm !== null || Object.keys(state.errors).length > 0
  return (
    <form ref={form} action={send} noValidate className="flex flex-col items-start gap-4">
      {title && <title>{wrong ? title.problem : title.plain}</title>}
      {state.problem && (
        <Notice key={state.tries} kind="bad" role="alert" title={problemHeading}>
          <p>{state.problem}</p>
        </Notice>
      )}
      {children}
      {fields.map((field) => (
        <Kept
          key={`${field.name}-${state.tries}`}
          field={field}
          kept={state.kept[field.name]}
          error={state.errors[field.name]}
        />
      ))}
      {(stale || state.confirm) && (
        <ConfirmFields key={`confirm-${state.tries}`} {...proof} error={state.confirm ?? undefined} />
      )}
      <Button busy={pending} kind={kind}>
        {submit}
      </Button>
    </form>
  )
}
