'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { watchDoor } from '@/components/callback/watch-door'
import type { HandoverView } from '@/lib/kyc/handover'

type Props = {
  door: string
  view: HandoverView
  polling: boolean
  /** The heading; spoken when it changes, never at first. */
  spoken: string
}

const nothing = (): void => {}

/** Keeps the computer's window true while scripts run. */
export const HandoverPoller = ({ door, view, polling, spoken }: Props) => {
  const router = useRouter()
  const watched = useRef({ ms: 0 })
  const [first] = useState(spoken)
  useEffect(
    () =>
      watchDoor({
        door,
        view,
        // Its words do not change with age, but the code ends: a look now and then after the poll plan is enough.
        ageMs: 0,
        polling,
        watched: watched.current,
        onWatching: nothing,
        onChange: () => router.refresh(),
      }),
    [door, view, polling, router],
  )
  return (
    <p role="status" className="sr-only">
      {spoken === first ? '' : spoken}
    </p>
  )
}
