'use client'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { buttonStyle } from '@/components/ui/button-style'
import { Notice } from '@/components/ui/notice'
import type { SignInLeft } from '@/lib/kyc/sign-in-standing'
import { type SignInWarning, watchSignIn } from './watch-sign-in'

type IdleWarningProps = {
  left: SignInLeft
  door: string
  signIn: string
  words: {
    warn: Readonly<Record<NonNullable<SignInWarning>, string>>
    stay: string
    retry: string
    signIn: string
    said: { stayed: string; again: string }
  }
}

type StayProps = { busy: boolean; press: () => void; children: string }

/** Gives the focus back to where it came from when it goes, so that nobody is thrown to the top of the page. */
const Stay = ({ busy, press, children }: StayProps) => {
  const box = useRef<HTMLDivElement>(null)
  const cameFrom = useRef<EventTarget | null>(null)
  useLayoutEffect(() => {
    const around = box.current
    const note = (event: FocusEvent): void => {
      cameFrom.current = event.relatedTarget
    }
    around?.addEventListener('focusin', note)
    return () => {
      around?.removeEventListener('focusin', note)
      if (!around?.contains(document.activeElement)) return
      const { current } = cameFrom
      const target = current instanceof HTMLElement && current.isConnected ? current : document.querySelector('main')
      target?.focus({ preventScroll: true })
    }
  }, [])
  return (
    <div ref={box}>
      <Button type="button" kind="secondary" busy={busy} onClick={press}>
        {children}
      </Button>
    </div>
  )
}

/**
 * Says in time that the sign-in is about to end, and extends it without leaving the page, so that nothing typed is lost.
 * Without scripts nothing is said: the next form that is sent leads to the sign-in page.
 */
export const IdleWarning = ({ left: { idle, latest }, door, signIn, words }: IdleWarningProps) => {
  const [warning, setWarning] = useState<SignInWarning>(null)
  const [said, setSaid] = useState('')
  const [busy, setBusy] = useState(false)
  const watch = useRef<ReturnType<typeof watchSignIn> | null>(null)
  const before = useRef<SignInWarning>(null)
  const { stayed, again } = words.said

  useEffect(() => {
    const onStanding = (next: SignInWarning): void => {
      const gone = before.current !== null && next === null
      setSaid(gone ? (before.current === 'ended' ? again : stayed) : '')
      setWarning(next)
      before.current = next
    }
    const watching = watchSignIn({ door, left: { idle, latest }, onStanding })
    watch.current = watching
    return watching.stop
  }, [door, idle, latest, stayed, again])

  const stay = async (): Promise<void> => {
    if (busy) return
    setBusy(true)
    await watch.current?.stay()
    setBusy(false)
  }

  return (
    <>
      <p aria-live="polite" className="sr-only">
        {said}
      </p>
      {warning !== null && (
        <div data-stays-in-view data-print="no" className="rounded-card shadow-menu">
          <Notice kind="warn" role="alert">
            <p>{words.warn[warning]}</p>
            {(warning === 'idle' || warning === 'away') && (
              <Stay busy={busy} press={stay}>
                {warning === 'idle' ? words.stay : words.retry}
              </Stay>
            )}
            {warning === 'ended' && (
              <div>
                <a href={signIn} target="_blank" rel="noreferrer" className={buttonStyle('secondary', false)}>
                  {words.signIn}
                </a>
              </div>
            )}
          </Notice>
        </div>
      )}
    </>
  )
}
