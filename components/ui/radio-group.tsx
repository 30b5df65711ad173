import { describedBy, FieldError } from './field-frame'

type RadioGroupProps = {
  name: string
  legend: string
  hint?: string
  /** What is wrong with the answer. Focus is led to the first choice then, as the group itself takes none. */
  error?: string | undefined
  options: readonly { value: string; label: string; hint?: string }[]
  defaultValue: string
}

/** One of a few, all in sight. The first choice that is safe stands there already. */
export const RadioGroup = ({ name, legend, hint, error, options, defaultValue }: RadioGroupProps) => (
  <fieldset
    className="flex flex-col gap-2"
    aria-invalid={error ? true : undefined}
    aria-describedby={describedBy({ name, label: legend, hint, error })}
  >
    <legend className="mb-2 text-body font-semibold">{legend}</legend>
    {hint && (
      <p id={`${name}-hint`} className="max-w-read text-ink-soft">
        {hint}
      </p>
    )}
    {error && <FieldError id={`${name}-error`}>{error}</FieldError>}
    {options.map(({ value, label, hint }) => (
      <label
        key={value}
        className={`flex min-h-control cursor-pointer ${hint ? 'items-start' : 'items-center'} gap-3 rounded ${error ? 'border-2 border-bad' : 'border border-line-field'} px-3 py-2 text-body has-checked:border-accent has-checked:ring-1 has-checked:ring-accent`}
      >
        <input
          type="radio"
          name={name}
          value={value}
          defaultChecked={value === defaultValue}
          className="size-icon shrink-0"
        />
        <span className="flex flex-col">
          {label}
          {hint && <span className="text-small text-ink-soft">{hint}</span>}
        </span>
      </label>
    ))}
  </fieldset>
)
