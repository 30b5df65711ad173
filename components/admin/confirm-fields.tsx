'use client'
import { useRef, useState, useSyncExternalStore } from 'react'
import { Button } from '@/components/ui/button'
import { SecretField } from '@/components/ui/secret-field'

const never = () => () => undefined

export type ConfirmWords = Record<'heading' | 'lead' | 'password' | 'passkey' | 'passkeyDone' | 'passkeyFailed', string>

type ConfirmFieldsProps = {
  words: ConfirmWords
  error: string | undefined
  /** Absent where this colleague or this address has no passkey. */
  ask: (() => Promise<string | null>) | null
}

/** Inside a form whose action is grave: who is there is asked again, and nothing else that was typed is lost. */
export const ConfirmFields = ({ words, error, ask }: ConfirmFieldsProps) => {
  const [state, setState] = useState<'idle' | 'done' | 'failed'>('idle')
  const field = useRef<HTMLInputElement>(null)
  const able = useSyncExternalStore(
    never,
    () => 'PublicKeyCredential' in window,
    () => false,
  )
  const press = async (): Promise<void> => {
    try {
      const question = await ask?.()
      if (!question || !field.current) return setState('failed')
      const { startAuthentication } = await import('@simplewebauthn/browser')
      field.current.value = JSON.stringify(await startAuthentication({ optionsJSON: JSON.parse(question) }))
      setState('done')
    } catch {
      // Closed by the person or unknown to the device: the password is still there.
      setState('failed')
    }
  }
  return (
    <fieldset className="flex w-full max-w-people flex-col gap-4 rounded-card border border-line-field p-4">
      <legend className="px-1 font-semibold">{words.heading}</legend>
      <p className="text-ink-soft">{words.lead}</p>
      <SecretField name="confirm_password" label={words.password} error={error} autoComplete="current-password" />
      <input type="hidden" name="confirm_passkey" ref={field} />
      {ask && able && (
        <div className="flex flex-wrap items-center gap-3">
          <Button type="button" kind="secondary" onClick={() => void press()}>
            {words.passkey}
          </Button>
          <p role="status">
            {state === 'done' && words.passkeyDone}
            {state === 'failed' && words.passkeyFailed}
          </p>
        </div>
      )}
    </fieldset>
  )
}
