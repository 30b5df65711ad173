'use server'

import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { textUpTo } from '@/app/form-text'
import type { SignInState } from '@/components/admin/sign-in-form'
import {
  knownBrowser,
  knownBrowserCookieName,
  knownBrowserCookieOptions,
  rememberBrowser,
} from '@/lib/auth/known-browser'
import { currentToken } from '@/lib/auth/require-admin'
import { dictionary } from '@/lib/i18n/dictionary'
import { formatTime } from '@/lib/i18n/format'
import { defaultLocale } from '@/lib/i18n/locales'
import { adminPath, secondStepPath, signInPath, withNotice } from '@/lib/paths'
import { limiter } from '@/lib/security/rate-limit'
import { normalEmail } from '@/lib/staff/email'
import { type SignInRefusal, signIn as signInVerb } from '@/lib/staff/sign-in'
import { signInWithPasskey } from '@/lib/staff/sign-in-with-passkey'
import { passkeyQuestion } from '@/lib/staff/use-passkey'
import { requireForm, requireSameOrigin } from '../guards'
import { enter, placeOfRequest } from './enter'

const sentence = (refusal: SignInRefusal): string => {
  const t = dictionary(defaultLocale)
  if (refusal.code === 'busy') return t('signIn.problem.busy')
  if (refusal.code === 'wait') return t('signIn.problem.wait', { time: formatTime(refusal.until) })
  if (refusal.until) return t('signIn.problem.no_match_until', { time: formatTime(refusal.until) })
  return t('signIn.problem.no_match')
}

/** The sign-in form was sent: a new cookie and the console, or the form again with the address kept. */
export const signIn = async (_previous: SignInState, sent: FormData): Promise<SignInState> => {
  await requireSameOrigin()
  const form = requireForm(sent)
  const typed = textUpTo(form, 'email', 254)
  const email = normalEmail(typed)
  const jar = await cookies()
  const begun = await signInVerb({
    email,
    password: textUpTo(form, 'password', 1024),
    ...(await placeOfRequest()),
    knownAs: knownBrowser(jar.get(knownBrowserCookieName())?.value, email),
    replaces: (await currentToken())?.sid ?? null,
  })
  if (!begun.ok) return { email: typed, problem: sentence(begun.error) }
  await enter(begun.value)
  jar.set(knownBrowserCookieName(), rememberBrowser(email), knownBrowserCookieOptions())
  redirect(begun.value.due ? secondStepPath() : adminPath())
}

/** What a passkey of this browser is asked; null where this address allows none. */
export const askPasskey = async (): Promise<string | null> => {
  await requireSameOrigin()
  const { prefix } = await placeOfRequest()
  // Whoever asks is unknown yet, and every question is a row.
  return (await limiter('passkey_question', 60, 900).take(prefix)).ok ? passkeyQuestion('sign_in', null) : null
}

/** The answer of a passkey: it signs in by itself, without a password. */
export const enterWithPasskey = async (form: FormData): Promise<void> => {
  await requireSameOrigin()
  const replaces = (await currentToken())?.sid ?? null
  const begun = await signInWithPasskey(form.get('passkey'), await placeOfRequest(), replaces)
  if (!begun.ok) redirect(withNotice(signInPath(), 'passkey'))
  await enter(begun.value)
  redirect(adminPath())
}
