import { FieldError } from '@/components/ui/field-frame'
import { TextField } from '@/components/ui/text-field'
import type { StartAnswers } from '@/lib/kyc/start-schema'
import type { StartWords } from './start-words'

type AccountChoiceProps = {
  words: StartWords
  answers: StartAnswers
  flowError: string | undefined
  mobileError: string | undefined
}

/** Which way into DigiLocker. Preselected, because this is routing and no consent. */
export const AccountChoice = ({ words, answers, flowError, mobileError }: AccountChoiceProps) => (
  <fieldset data-account className="flex flex-col gap-3" aria-describedby="flow-hint">
    <legend className="mb-2 text-h2 font-bold">{words.accountLegend}</legend>
    <p id="flow-hint" className="text-read text-ink-soft">
      {words.accountHint}
    </p>
    {flowError && <FieldError id="flow-error">{flowError}</FieldError>}
    {(['signin', 'signup'] as const).map((flow) => (
      <label
        key={flow}
        className="flex min-h-control cursor-pointer items-center gap-3 rounded-card border border-line-field p-4 text-read has-checked:border-accent has-checked:ring-1 has-checked:ring-accent"
      >
        <input
          type="radio"
          id={flow === 'signin' ? 'flow' : 'flow-signup'}
          name="flow"
          value={flow}
          defaultChecked={answers.flow === flow}
          className="size-6 shrink-0"
        />
        {words[flow]}
      </label>
    ))}
    <div data-signup-only className="ps-4">
      <TextField
        name="verified_mobile"
        label={words.mobile}
        hint={words.mobileHint}
        error={mobileError}
        defaultValue={answers.verified_mobile}
        type="tel"
        autoComplete="tel-national"
        maxLength={20}
      />
    </div>
  </fieldset>
)
