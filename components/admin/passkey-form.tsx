'use client'
import { type ReactNode, useRef, useState, useSyncExternalStore } from 'react'
import { Button } from '@/components/ui/button'

const never = () => () => undefined

/** True only in a browser that knows passkeys; the server renders nothing, so nothing is rendered dead. */
const usePasskeys = (): boolean =>
  useSyncExternalStore(
    never,
    () => 'PublicKeyCredential' in window,
    () => false,
  )

type PasskeyFormProps = {
  kind: 'create' | 'use'
  /** The question of the server; null where it has none. */
  ask: () => Promise<string | null>
  action: (form: FormData) => void | Promise<void>
  label: string
  failed: string
  /** What is said and asked above the button. */
  children?: ReactNode
}

/** A form whose answer a passkey gives: puts the question to the device and sends what it says. */
export const PasskeyForm = ({ kind, ask, action, label, failed, children }: PasskeyFormProps) => {
  const [state, setState] = useState<'idle' | 'asking' | 'failed'>('idle')
  const form = useRef<HTMLFormElement>(null)
  const field = useRef<HTMLInputElement>(null)
  if (!usePasskeys()) return null
  const press = async (): Promise<void> => {
    setState('asking')
    try {
      const question = await ask()
      if (question === null || !field.current) return setState('failed')
      const { startAuthentication, startRegistration } = await import('@simplewebauthn/browser')
      const optionsJSON = JSON.parse(question)
      const start = kind === 'create' ? startRegistration : startAuthentication
      field.current.value = JSON.stringify(await start({ optionsJSON }))
      form.current?.requestSubmit()
    } catch {
      // The person closed the window, or the device has no key of ours; it does not say which, and neither can we.
      setState('failed')
    }
  }
  return (
    <form ref={form} action={action} className="flex flex-col items-start gap-4">
      {children}
      <input type="hidden" name="passkey" ref={field} />
      <Button type="button" kind="secondary" busy={state === 'asking'} onClick={() => void press()}>
        {label}
      </Button>
      <p role="status" className={state === 'failed' ? 'text-body text-bad' : 'sr-only'}>
        {state === 'failed' && failed}
      </p>
    </form>
  )
}
