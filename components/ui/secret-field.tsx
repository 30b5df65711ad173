import { describedBy, FieldFrame, type FieldTexts, fieldStyle } from './field-frame'

type SecretFieldProps = FieldTexts & { autoComplete: 'current-password' | 'new-password'; maxLength?: number }

/** A password. Never filled in again by us, and paste is allowed so that password managers work. */
export const SecretField = ({ name, label, hint, error, autoComplete, maxLength }: SecretFieldProps) => (
  <FieldFrame name={name} label={label} hint={hint} error={error}>
    <input
      id={name}
      name={name}
      type="password"
      autoComplete={autoComplete}
      maxLength={maxLength}
      autoCapitalize="none"
      spellCheck={false}
      aria-invalid={error ? true : undefined}
      aria-describedby={describedBy({ name, label, hint, error })}
      className={fieldStyle(Boolean(error))}
    />
  </FieldFrame>
)
