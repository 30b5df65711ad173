import { TextField } from '@/components/ui/text-field'

type ReasonFieldProps = { label: string; hint: string; typed: string; error: string | null }

/** Why a colleague does something grave, in their words; what was typed comes back with what is wrong with it. */
export const ReasonField = ({ label, hint, typed, error }: ReasonFieldProps) => (
  <div role={error ? 'alert' : undefined}>
    <TextField
      name="reason"
      label={label}
      hint={hint}
      error={error ?? undefined}
      defaultValue={typed}
      autoComplete="off"
      maxLength={500}
      required
    />
  </div>
)
