import { FieldError } from '@/components/ui/field-frame'

type AgreementBoxProps = { legend: string; label: string; error: string | undefined; agreed: boolean }

/** One box, never ticked for the person, about nothing but this (L-04). */
export const AgreementBox = ({ legend, label, error, agreed }: AgreementBoxProps) => (
  <fieldset className="flex flex-col gap-3">
    <legend className="mb-2 text-h2 font-bold">{legend}</legend>
    {error && <FieldError id="agreed-error">{error}</FieldError>}
    <label className="flex min-h-control cursor-pointer items-start gap-3 rounded-card border border-line-field p-4 text-read has-checked:border-accent has-checked:ring-1 has-checked:ring-accent">
      <input
        type="checkbox"
        id="agreed"
        name="agreed"
        value="yes"
        defaultChecked={agreed}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? 'agreed-error' : undefined}
        className="relative z-10 mt-1 size-6 shrink-0"
      />
      {label}
    </label>
  </fieldset>
)
