type RadioGroupProps = {
  name: string
  legend: string
  hint?: string
  options: readonly { value: string; label: string; hint?: string }[]
  defaultValue: string
}

/** One of a few, all in sight. The first choice that is safe stands there already. */
export const RadioGroup = ({ name, legend, hint, options, defaultValue }: RadioGroupProps) => (
  <fieldset className="flex flex-col gap-2" aria-describedby={hint && `${name}-hint`}>
    <legend className="mb-2 text-body font-semibold">{legend}</legend>
    {hint && (
      <p id={`${name}-hint`} className="max-w-read text-ink-soft">
        {hint}
      </p>
    )}
    {options.map(({ value, label, hint }) => (
      <label
        key={value}
        className={`flex min-h-control cursor-pointer ${hint ? 'items-start' : 'items-center'} gap-3 rounded border border-line-field px-3 py-2 text-body has-checked:border-accent has-checked:ring-1 has-checked:ring-accent`}
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
