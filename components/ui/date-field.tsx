import { describedBy, FieldFrame, type FieldTexts, fieldStyle } from './field-frame'

type DateFieldProps = FieldTexts & { defaultValue?: string | null; max?: string }

/** A calendar day, in the browser's own form; what is sent is always `2026-05-04`. */
export const DateField = ({ name, label, hint, error, defaultValue, max }: DateFieldProps) => (
  <FieldFrame name={name} label={label} hint={hint} error={error}>
    <input
      id={name}
      name={name}
      type="date"
      max={max}
      defaultValue={defaultValue ?? undefined}
      aria-invalid={error ? true : undefined}
      aria-describedby={describedBy({ name, label, hint, error })}
      className={fieldStyle(Boolean(error))}
    />
  </FieldFrame>
)
