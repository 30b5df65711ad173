import type { ReactNode } from 'react'
import { FieldError } from '@/components/ui/field-frame'
import type { DocType } from '@/lib/kyc/doc-types'

export type DocumentOption = { doc: DocType; required: boolean; name: string; tag: string; card: ReactNode }

/** The summary's link lands on the first box of the group. */
const idOf = (doc: DocType, index: number): string => (index === 0 ? 'doc_types' : `doc_types-${doc}`)

const cardLook = 'relative flex items-start gap-3 rounded-card border p-4'
const textLook = 'flex min-w-0 flex-1 flex-wrap items-baseline justify-between gap-x-3 gap-y-2'

type DocumentChoiceProps = {
  options: readonly DocumentOption[]
  legend: string
  hint: string
  error: string | undefined
  chosen: readonly string[]
  /** "You chose 2 of 3"; empty until scripts can keep it true. */
  count: string
}

/**
 * The checkbox group. The whole card is the label's surface; nothing is ticked that the person did not tick. What is
 * required is a fixed row and no ticked box: there is nothing to choose about it but to continue or not.
 */
export const DocumentChoice = ({ options, legend, hint, error, chosen, count }: DocumentChoiceProps) => (
  <fieldset
    className="flex flex-col gap-3"
    aria-describedby={error ? 'doc_types-hint doc_types-error' : 'doc_types-hint'}
  >
    <legend className="mb-2 text-h2 font-bold">{legend}</legend>
    <p id="doc_types-hint" className="text-read text-ink-soft">
      {hint}
    </p>
    {error && <FieldError id="doc_types-error">{error}</FieldError>}
    {options.map(({ doc, required, name, tag, card }, index) => {
      const texts = (
        <>
          <span id={`doc_types-${doc}-tag`} className="text-body text-ink-soft">
            {tag}
          </span>
          <p id={`doc_types-${doc}-card`} className="flex min-w-0 basis-full flex-col gap-2 text-body">
            {card}
          </p>
        </>
      )
      return required ? (
        <div key={doc} className={`${cardLook} border-line bg-sunken`}>
          <input type="hidden" name="doc_types" value={doc} readOnly />
          <div className={textLook}>
            <span className="text-h3 font-semibold">{name}</span>
            {texts}
          </div>
        </div>
      ) : (
        <div
          key={doc}
          className={`${cardLook} border-line-field has-checked:border-accent has-checked:bg-accent-soft has-checked:ring-1 has-checked:ring-accent`}
        >
          <input
            type="checkbox"
            id={idOf(doc, index)}
            name="doc_types"
            value={doc}
            defaultChecked={chosen.includes(doc)}
            aria-invalid={error ? true : undefined}
            aria-describedby={`doc_types-${doc}-tag doc_types-${doc}-card`}
            className="relative z-10 mt-1 size-6 shrink-0"
          />
          <div className={textLook}>
            {/* The label reaches over the whole card, so that a thumb cannot miss it. */}
            <label
              htmlFor={idOf(doc, index)}
              className="cursor-pointer text-h3 font-semibold after:absolute after:inset-0"
            >
              {name}
            </label>
            {texts}
          </div>
        </div>
      )
    })}
    <p role="status" className="min-h-6 text-body font-semibold">
      {count}
    </p>
  </fieldset>
)
