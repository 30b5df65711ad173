'use client'
import type { Route } from 'next'
import { useEffect } from 'react'

export type LeaveAfterProps = { seconds: number; href: Route }

/** Takes what is in sight away after a while. It takes the place of this page in the history, so "back" does not show it again. */
export const LeaveAfter = ({ seconds, href }: LeaveAfterProps) => {
  useEffect(() => {
    const timer = setTimeout(() => location.replace(href), seconds * 1000)
    return () => clearTimeout(timer)
  }, [seconds, href])
  return (
    <noscript>
      <meta httpEquiv="refresh" content={`${seconds};url=${href}`} />
    </noscript>
  )
}
