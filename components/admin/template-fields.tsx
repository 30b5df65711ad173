import { CheckBoxes } from '@/components/ui/check-boxes'
import { Disclosure } from '@/components/ui/disclosure'
import { FieldError } from '@/components/ui/field-frame'
import { RadioGroup } from '@/components/ui/radio-group'
import { Select } from '@/components/ui/select'
import { TextArea } from '@/components/ui/text-area'
import { TextField } from '@/components/ui/text-field'
import type { DocType } from '@/lib/kyc/doc-types'
import type { TemplateAnswers } from '@/lib/kyc/template-form'
import { TemplatePart } from './template-part'

type Option = { value: string; label: string; hint?: string }

/** Every word of the fields, made on the server. */
export type TemplateFieldWords = {
  name: { label: string; hint: string }
  documents: { heading: string; lead: string; purpose: string }
  docs: readonly { doc: DocType; name: string; purposeHint: string }[]
  places: readonly Option[]
  account: { heading: string; flow: string }
  flows: readonly Option[]
  options: { heading: string; lead: string; methods: string; pinless: string; usernameless: string }
  methods: readonly Option[]
  answers: readonly Option[]
  times: { heading: string; link: string; linkHint: string; consent: string; consentHint: string }
  after: { heading: string; return: string; returnHint: string; held: string; heldHint: string; reminders: string }
  heldPolicies: readonly Option[]
  reminders: readonly Option[]
}

type TemplateFieldsProps = {
  answers: TemplateAnswers
  errors: Readonly<Record<string, string | undefined>>
  words: TemplateFieldWords
}

export const TemplateFields = ({ answers, errors, words }: TemplateFieldsProps) => (
  <>
    <TextField
      name="name"
      {...words.name}
      error={errors.name}
      defaultValue={answers.name}
      autoComplete="off"
      maxLength={60}
      required
    />
    <TemplatePart id="documents" heading={words.documents.heading} lead={words.documents.lead}>
      {errors.documents && <FieldError id="documents-error">{errors.documents}</FieldError>}
      {words.docs.map(({ doc, name, purposeHint }) => (
        <div key={doc} className="flex flex-col gap-4 rounded-card border border-line p-4">
          <RadioGroup name={`doc_${doc}`} legend={name} options={words.places} defaultValue={answers.places[doc]} />
          <TextArea
            name={`purpose_${doc}`}
            label={words.documents.purpose}
            hint={purposeHint}
            error={errors[`purpose_${doc}`]}
            defaultValue={answers.purposes[doc]}
            rows={2}
            maxLength={200}
          />
        </div>
      ))}
    </TemplatePart>
    <TemplatePart id="account" heading={words.account.heading}>
      <RadioGroup name="flow" legend={words.account.flow} options={words.flows} defaultValue={answers.flow} />
      <Disclosure
        summary={words.options.heading}
        open={
          answers.verification_method.length > 0 || `${answers.pinless}${answers.usernameless}` !== 'defaultdefault'
        }
      >
        <div className="flex flex-col gap-6">
          <p className="text-ink-soft">{words.options.lead}</p>
          <CheckBoxes
            name="verification_method"
            legend={words.options.methods}
            boxes={words.methods.map(({ value, label }) => ({
              value,
              label,
              checked: answers.verification_method.includes(value),
            }))}
          />
          <Select name="pinless" label={words.options.pinless} options={words.answers} defaultValue={answers.pinless} />
          <Select
            name="usernameless"
            label={words.options.usernameless}
            options={words.answers}
            defaultValue={answers.usernameless}
          />
        </div>
      </Disclosure>
    </TemplatePart>
    <TemplatePart id="times" heading={words.times.heading}>
      <TextField
        name="link_hours"
        label={words.times.link}
        hint={words.times.linkHint}
        error={errors.link_hours}
        defaultValue={answers.link_hours}
        inputMode="numeric"
        autoComplete="off"
        maxLength={4}
        required
      />
      <TextField
        name="consent_minutes"
        label={words.times.consent}
        hint={words.times.consentHint}
        error={errors.consent_minutes}
        defaultValue={answers.consent_minutes}
        inputMode="numeric"
        autoComplete="off"
        maxLength={4}
      />
    </TemplatePart>
    <TemplatePart id="after" heading={words.after.heading}>
      <TextField
        name="return_url"
        label={words.after.return}
        hint={words.after.returnHint}
        error={errors.return_url}
        defaultValue={answers.return_url}
        type="url"
        autoComplete="off"
        maxLength={500}
      />
      <RadioGroup
        name="held_policy"
        legend={words.after.held}
        hint={words.after.heldHint}
        options={words.heldPolicies}
        defaultValue={answers.held_policy}
      />
      <RadioGroup
        name="reminders"
        legend={words.after.reminders}
        options={words.reminders}
        defaultValue={answers.reminders}
      />
    </TemplatePart>
  </>
)
