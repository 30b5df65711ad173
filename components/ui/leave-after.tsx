'use client'
import type { Route } from 'next'
import { useEffect, useState } from 'react'

export type LeaveAfterProps = {
  seconds: number
  href: Route
  /** How many seconds before the end it is said (WCAG 2.2.1), and what. */
  warned: number
  soon: string
  /** Where the same can be asked for again: a page of its own, so that the time begins anew. */
  again: { href: Route; label: string }
}

/** Takes what is in sight away after a while. It takes the place of this page in the history, so "back" does not show it again. */
export const LeaveAfter = ({ seconds, href, warned, soon, again }: LeaveAfterProps) => {
  const [isSoon, setSoon] = useState(false)
  useEffect(() => {
    const timers = [
      setTimeout(() => setSoon(true), (seconds - warned) * 1000),
      setTimeout(() => location.replace(href), seconds * 1000),
    ]
    return () => {
      for (const timer of timers) clearTimeout(timer)
    }
  }, [seconds, warned, href])
  return (
    <div className="mt-4 flex flex-col gap-2">
      <p>
        <a href={again.href}>{again.label}</a>
      </p>
      <p role="status" className="font-semibold">
        {isSoon && soon}
      </p>
      <noscript>
        <meta httpEquiv="refresh" content={`${seconds};url=${href}`} />
      </noscript>
    </div>
  )
}
