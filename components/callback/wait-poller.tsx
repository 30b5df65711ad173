'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import type { HandoverView } from '@/lib/kyc/handover'
import type { View } from '@/lib/kyc/view'
import { watchDoor } from './watch-door'

type Props = {
  door: string
  view: View | HandoverView
  ageMs: number
  polling: boolean
  /** The sentence of a wait or the heading of a result; spoken when it changes, never at first (ux 7). */
  spoken: string
  /** While it looks and the page does not say so itself: what it does and the way to stop it; null otherwise. */
  checks: { text: string; stop: string; stopHref: string } | null
  /** Shown when this page no longer looks by itself; null where the page says so itself. */
  stopped: string | null
}

/** Keeps the page true while scripts run: says what changed, and keeps people where they are. */
export const WaitPoller = ({ door, view, ageMs, polling, spoken, checks, stopped }: Props) => {
  const router = useRouter()
  const watched = useRef({ ms: 0 })
  const focused = useRef<Element | null>(null)
  // Unknown until scripts run, so that nothing is claimed in the page that arrives.
  const [watching, setWatching] = useState<boolean | null>(null)
  const [first] = useState(spoken)

  useEffect(
    () =>
      watchDoor({
        door,
        view,
        ageMs,
        polling,
        watched: watched.current,
        onWatching: setWatching,
        onChange: () => {
          focused.current = document.activeElement
          router.refresh()
        },
      }),
    [door, view, ageMs, polling, router],
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs exactly when the view has changed
  useEffect(() => {
    // Whoever stood on something that is gone would be thrown to the top of the page; everyone else stays where they are.
    if (focused.current !== null && !focused.current.isConnected) document.querySelector('h1')?.focus()
    focused.current = null
  }, [view])

  return (
    <>
      <p role="status" className="sr-only">
        {spoken === first ? '' : spoken}
      </p>
      {polling && watching === false && stopped !== null ? <p className="text-body text-ink-soft">{stopped}</p> : null}
      {polling && watching && checks !== null ? (
        <p className="text-body text-ink-soft">
          {checks.text} <a href={checks.stopHref}>{checks.stop}</a>
        </p>
      ) : null}
    </>
  )
}
