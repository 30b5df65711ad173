'use client'
import { useRef, useState, useSyncExternalStore } from 'react'
import { Button } from '@/components/ui/button'
import { buttonStyle } from '@/components/ui/button-style'
import { FieldError } from '@/components/ui/field-frame'
import { SecretField } from '@/components/ui/secret-field'

const never = () => () => undefined

type ConfirmWords = Record<
  'heading' | 'lead' | 'password' | 'passkey' | 'passkeyDone' | 'passkeyFailed' | 'sso' | 'ssoHint',
  string
>

/** By which ways this colleague can prove presence. */
export type ConfirmWays = {
  words: ConfirmWords
  /** False for who signs in with the identity provider alone. */
  password: boolean
  /** Where the identity provider asks them again; null for everybody else. */
  sso: string | null
  /** Absent where this colleague or this address has no passkey. */
  ask: (() => Promise<string | null>) | null
}

type ConfirmFieldsProps = ConfirmWays & { error: string | undefined }

/** Inside a form whose action is grave: who is there is asked again, and nothing else that was typed is lost. */
export const ConfirmFields = ({ words, error, ask, password, sso }: ConfirmFieldsProps) => {
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
      {password ? (
        <SecretField name="confirm_password" label={words.password} error={error} autoComplete="current-password" />
      ) : (
        error && <FieldError id="confirm-error">{error}</FieldError>
      )}
      {sso && (
        <div className="flex flex-col gap-2">
          {/* Another tab, so that nothing typed into this form is lost; both share the renewed sign-in. */}
          <a href={sso} target="_blank" rel="noopener" className={buttonStyle('secondary', false)}>
            {words.sso}
          </a>
          <p className="text-ink-soft">{words.ssoHint}</p>
        </div>
      )}
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
