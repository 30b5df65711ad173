'use client'
import { type FormEvent, type ReactNode, startTransition, useActionState, useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorSummary } from '@/components/ui/error-summary'
import type { Flow, StartField } from '@/lib/kyc/start-schema'
import { emptyStart } from '@/lib/kyc/start-state'
import { AccountChoice } from './account-choice'
import { AgreementBox } from './agreement-box'
import { DocumentChoice, type DocumentOption } from './document-choice'
import { ProblemNotice } from './problem-notice'
import { type StartAction, startSafely } from './start-safely'
import type { StartWords } from './start-words'
import { useChosenCount } from './use-chosen-count'
import { useStartChecks } from './use-start-checks'
import { useTruthAfterBack } from './use-truth-after-back'

type StartFormProps = {
  start_key: string
  /** Preselected way into DigiLocker. */
  flow: Flow
  start: StartAction
  decline: (form: FormData) => Promise<void>
  words: StartWords
  /** How to choose among the documents. */
  hint: string
  documents: readonly DocumentOption[]
  /** Rendered on the server; the form only puts them in their places. */
  notice: ReactNode
  tips: ReactNode
  leaving: ReactNode
}

/** Spelled out here because the list beside the schema would bring the schema along. */
const order: readonly StartField[] = ['doc_types', 'flow', 'verified_mobile', 'agreed']

export const StartForm = ({
  start_key,
  flow,
  start,
  decline,
  words,
  hint,
  documents,
  notice,
  tips,
  leaving,
}: StartFormProps) => {
  const [posted, post] = useActionState(start, emptyStart(start_key, flow))
  const [state, send, isSending] = useActionState(startSafely(start), posted)
  const form = useRef<HTMLFormElement>(null)
  const summary = useRef<HTMLElement>(null)
  const problem = useRef<HTMLDivElement>(null)
  const busy = useRef(false)
  const key = useRef(state.start_key)
  const { early, checks } = useStartChecks(form, state, state.tries > 0)
  const chosen = useChosenCount(form)
  useTruthAfterBack()

  useEffect(() => {
    busy.current = false
    // A new key may stand for other words (L-05). React leaves a box that was touched as it is, so the server's answer is
    // put into it; the same box, because the checks listen to it.
    const agreed = form.current?.elements.namedItem('agreed')
    if (key.current !== state.start_key && agreed instanceof HTMLInputElement) agreed.checked = state.answers.agreed
    key.current = state.start_key
    if (state.tries > 0) (summary.current ?? problem.current)?.focus()
  }, [state])

  const { errors, sent } = early ?? { errors: state.errors, sent: true }
  // A hint while the form is being filled in stands at its field only; nothing has failed yet.
  const wrong = sent ? order.filter((field) => errors[field]) : []
  const message = (field: StartField): string | undefined => {
    const key = errors[field]
    return key && words.errors[key]
  }

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (busy.current) return
    busy.current = true
    const element = event.currentTarget
    const mistakes = (await checks.current?.check()) ?? {}
    if (Object.keys(mistakes).length > 0) {
      busy.current = false
      // The summary is drawn by the report that came with the mistakes.
      requestAnimationFrame(() => summary.current?.focus())
      return
    }
    startTransition(() => send(new FormData(element)))
  }

  return (
    <>
      <title>{wrong.length > 0 || state.problem ? words.problemTitle : words.title}</title>
      <form
        id="start-form"
        ref={form}
        action={post}
        onSubmit={submit}
        autoComplete="off"
        noValidate
        className="flex flex-col gap-12"
      >
        <input type="hidden" name="start_key" value={state.start_key} readOnly />
        {wrong.length > 0 && (
          <ErrorSummary
            ref={summary}
            title={words.summaryTitle}
            items={wrong.map((field) => ({ href: `#${field}`, text: message(field) ?? '' }))}
          />
        )}
        {state.problem && wrong.length === 0 && <ProblemNotice ref={problem} problem={state.problem} words={words} />}
        <DocumentChoice
          options={documents}
          legend={words.docsLegend}
          hint={hint}
          error={message('doc_types')}
          chosen={state.answers.doc_types}
          count={chosen === null ? '' : (words.chosen[chosen] ?? '')}
        />
        {notice}
        <AccountChoice
          words={words}
          answers={state.answers}
          flowError={message('flow')}
          mobileError={message('verified_mobile')}
        />
        {tips}
        <AgreementBox
          legend={words.agreementLegend}
          label={words.agreement}
          error={message('agreed')}
          agreed={state.answers.agreed}
        />
        <div className="flex flex-col gap-4">
          {leaving}
          <div className="grid gap-3 sm:grid-cols-2">
            <Button wide busy={isSending} describedBy="leaving">
              {isSending ? words.opening : words.continue}
            </Button>
            <Button kind="secondary" wide form="decline-form">
              {words.no}
            </Button>
          </div>
        </div>
      </form>
      <form id="decline-form" action={decline}>
        <input type="hidden" name="start_key" value={state.start_key} readOnly />
      </form>
    </>
  )
}
