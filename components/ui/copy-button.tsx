'use client'
import { useState, useSyncExternalStore } from 'react'
import { Button } from './button'

const never = () => () => undefined

/** True only in a browser that may write to the clipboard; the server renders nothing, so nothing is rendered dead. */
const useClipboard = (): boolean =>
  useSyncExternalStore(
    never,
    () => 'clipboard' in navigator,
    () => false,
  )

type CopyButtonProps = { text: string; label: string; doneLabel: string; failedLabel?: string }

export const CopyButton = ({ text, label, doneLabel, failedLabel = label }: CopyButtonProps) => {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null)
  if (!useClipboard()) return null
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setOutcome('copied'),
      // A browser may refuse; the text stays on the page to be selected by hand.
      () => setOutcome('refused'),
    )
  return (
    <>
      <Button kind="quiet" type="button" onClick={copy}>
        {label}
      </Button>
      <span role="status" className="text-small text-ink-soft">
        {outcome === 'copied' && doneLabel}
        {outcome === 'refused' && failedLabel !== label && failedLabel}
      </span>
    </>
  )
}
