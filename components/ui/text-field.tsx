import type { HTMLAttributes } from 'react'
import { describedBy, FieldFrame, type FieldTexts, fieldStyle } from './field-frame'

type TextFieldProps = FieldTexts & {
  defaultValue?: string | undefined
  type?: 'text' | 'tel' | 'email' | 'url' | 'search' | 'date'
  inputMode?: HTMLAttributes<HTMLInputElement>['inputMode']
  autoComplete?: string
  maxLength?: number
  required?: boolean
}

/** One line of text. `required` is said to assistive technology only: our own words explain, not the browser's bubble. */
export const TextField = ({ type = 'text', required, label, hint, error, name, ...input }: TextFieldProps) => (
  <FieldFrame name={name} label={label} hint={hint} error={error}>
    <input
      {...input}
      id={name}
      name={name}
      type={type}
      aria-required={required || undefined}
      aria-invalid={error ? true : undefined}
      aria-describedby={describedBy({ name, label, hint, error })}
      className={fieldStyle(Boolean(error))}
    />
  </FieldFrame>
)
