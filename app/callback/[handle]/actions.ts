'use server'

import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { textUpTo } from '@/app/form-text'
import { triesOf } from '@/app/tries'
import type { CodeEntered } from '@/components/callback/code-form'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { codePattern } from '@/lib/kyc/held-code'
import { callbackPath } from '@/lib/paths'
import { clientPrefix } from '@/lib/security/client-address'
import { takeCodeFrom } from '@/lib/security/rate-limit'
import { currentPerson } from '@/lib/sessions/binding'
import { cancelOwnSession } from '@/lib/sessions/cancel-session'
import { enterCode as enterVerb } from '@/lib/sessions/enter-code'
import { getOwnSession } from '@/lib/sessions/get-session'
import { outlastJourney } from '@/lib/sessions/keep-binder'
import { withdrawConsent as withdrawVerb } from '@/lib/sessions/withdraw-consent'
import { requireForm, requireSameOrigin } from '../../guards'

const ownSession = async (sent: FormData) => {
  const form = requireForm(sent)
  const actor = await currentPerson()
  const handle = form.get('handle')
  const row = actor && typeof handle === 'string' ? await getOwnSession(actor, handle) : null
  return actor && row ? { actor, row } : notFound()
}

/** "Cancel" while DigiLocker is still open. A session that ended meanwhile shows its end. */
export const cancelSession = async (form: FormData): Promise<void> => {
  await requireSameOrigin()
  const { actor, row } = await ownSession(form)
  await cancelOwnSession(actor, row.id)
  redirect(callbackPath(row.handle))
}

/** "Withdraw my permission", confirmed. */
export const withdrawConsent = async (form: FormData): Promise<void> => {
  await requireSameOrigin()
  const { actor, row } = await ownSession(form)
  await withdrawVerb(actor, row.id)
  // A withdrawal is an end of its own, and its page stays open as long.
  await outlastJourney()
  redirect(callbackPath(row.handle))
}

/** The code of the other browser was typed in (R-15 b). What cannot be a code costs no try. */
export const enterCode = async (previous: CodeEntered, form: FormData): Promise<CodeEntered> => {
  await requireSameOrigin()
  const { actor, row } = await ownSession(form)
  const t = dictionary(defaultLocale)
  const typed = textUpTo(form, 'code', 12)
  const tries = triesOf(previous) + 1
  const again = (error: string): CodeEntered => ({ typed, error, tries })
  const code = typed.replace(/\s/g, '')
  if (!codePattern.test(code)) return again(t('callback.code.errors.form'))
  const crowd = await takeCodeFrom(clientPrefix(await headers()))
  if (!crowd.ok) return again(t('callback.code.errors.busy'))
  const entered = await enterVerb(actor, row.id, code)
  if (!entered.ok && entered.error.code === 'wrong')
    return again(t('callback.code.errors.wrong', { left: entered.error.triesLeft }))
  if (!entered.ok && entered.error.code === 'not_shown') return again(t('callback.code.errors.not_shown'))
  if (entered.ok) await outlastJourney()
  // Released, or out of reach of any code: the page says which.
  redirect(callbackPath(row.handle))
}
