import type { ReactNode } from 'react'
import { Icon } from './icon'

export type FieldTexts = { name: string; label: string; hint?: string | undefined; error?: string | undefined }

/** Ids of hint and message, in the order they are read out. */
export const describedBy = ({ name, hint, error }: FieldTexts): string | undefined =>
  [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ') || undefined

export const fieldStyle = (wrong: boolean): string =>
  `block min-h-control w-full rounded bg-page px-3 py-2 text-body text-ink ${wrong ? 'border-2 border-bad' : 'border border-line-field'}`

/** The message that stands above a wrong field. */
export const FieldError = ({ id, children }: { id: string; children: ReactNode }) => (
  <p id={id} className="flex items-start gap-2 text-body font-semibold text-bad">
    <Icon name="warning" />
    {children}
  </p>
)

/** Label, hint and message above one control (ux 6: a field error names field and fix and stands above the field). */
export const FieldFrame = ({ name, label, hint, error, children }: FieldTexts & { children: ReactNode }) => (
  <div className="flex flex-col gap-2">
    <label htmlFor={name} className="text-body font-semibold">
      {label}
    </label>
    {hint && (
      <p id={`${name}-hint`} className="text-body text-ink-soft">
        {hint}
      </p>
    )}
    {error && <FieldError id={`${name}-error`}>{error}</FieldError>}
    {children}
  </div>
)
