import { describedBy, FieldFrame, type FieldTexts, fieldStyle } from './field-frame'

type TextAreaProps = FieldTexts & {
  defaultValue?: string | undefined
  maxLength?: number
  rows?: number
  required?: boolean
}

/** Several lines of text. */
export const TextArea = ({ required, label, hint, error, name, rows = 4, ...input }: TextAreaProps) => (
  <FieldFrame name={name} label={label} hint={hint} error={error}>
    <textarea
      {...input}
      id={name}
      name={name}
      rows={rows}
      aria-required={required || undefined}
      aria-invalid={error ? true : undefined}
      aria-describedby={describedBy({ name, label, hint, error })}
      className={fieldStyle(Boolean(error))}
    />
  </FieldFrame>
)
