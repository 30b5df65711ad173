import { FieldFrame, fieldStyle } from './field-frame'

type DateFieldProps = { name: string; label: string; defaultValue: string | null }

/** A calendar day, in the browser's own form; what is sent is always `2026-05-04`. */
export const DateField = ({ name, label, defaultValue }: DateFieldProps) => (
  <FieldFrame name={name} label={label}>
    <input id={name} name={name} type="date" defaultValue={defaultValue ?? undefined} className={fieldStyle(false)} />
  </FieldFrame>
)
