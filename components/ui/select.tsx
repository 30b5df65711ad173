import { describedBy, FieldFrame, type FieldTexts, fieldStyle } from './field-frame'

type SelectProps = FieldTexts & {
  options: readonly { value: string; label: string }[]
  defaultValue?: string | undefined
}

/** The native list: every phone and screen reader knows it already. */
export const Select = ({ name, label, hint, error, options, defaultValue }: SelectProps) => (
  <FieldFrame name={name} label={label} hint={hint} error={error}>
    <select
      id={name}
      name={name}
      defaultValue={defaultValue}
      aria-invalid={error ? true : undefined}
      aria-describedby={describedBy({ name, label, hint, error })}
      className={fieldStyle(Boolean(error))}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  </FieldFrame>
)
