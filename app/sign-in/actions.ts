'use server'

import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { SignInState } from '@/components/admin/sign-in-form'
import {
  knownBrowser,
  knownBrowserCookieName,
  knownBrowserCookieOptions,
  rememberBrowser,
} from '@/lib/auth/known-browser'
import { currentToken } from '@/lib/auth/require-admin'
import { sealSession, sessionCookieName, sessionCookieOptions } from '@/lib/auth/session-cookie'
import { dictionary } from '@/lib/i18n/dictionary'
import { formatTime } from '@/lib/i18n/format'
import { defaultLocale } from '@/lib/i18n/locales'
import { adminPath } from '@/lib/paths'
import { clientPrefix } from '@/lib/security/client-address'
import { normalEmail } from '@/lib/staff/email'
import { type SignInRefusal, signIn as signInVerb } from '@/lib/staff/sign-in'
import { requireSameOrigin } from '../guards'

const text = (form: FormData, name: string, most: number): string => {
  const value = form.get(name)
  return typeof value === 'string' ? value.slice(0, most) : ''
}

const sentence = (refusal: SignInRefusal): string => {
  const t = dictionary(defaultLocale)
  if (refusal.code === 'busy') return t('signIn.problem.busy')
  if (refusal.code === 'wait') return t('signIn.problem.wait', { time: formatTime(refusal.until) })
  if (refusal.until) return t('signIn.problem.no_match_until', { time: formatTime(refusal.until) })
  return t('signIn.problem.no_match')
}

/** The sign-in form was sent: a new cookie and the console, or the form again with the address kept. */
export const signIn = async (_previous: SignInState, form: FormData): Promise<SignInState> => {
  await requireSameOrigin()
  const typed = text(form, 'email', 254)
  const email = normalEmail(typed)
  const jar = await cookies()
  const begun = await signInVerb({
    email,
    password: text(form, 'password', 1024),
    prefix: clientPrefix(await headers()),
    knownAs: knownBrowser(jar.get(knownBrowserCookieName())?.value, email),
    replaces: (await currentToken())?.sid ?? null,
  })
  if (!begun.ok) return { email: typed, problem: sentence(begun.error) }
  jar.set(sessionCookieName(), await sealSession(begun.value), sessionCookieOptions())
  jar.set(knownBrowserCookieName(), rememberBrowser(email), knownBrowserCookieOptions())
  redirect(adminPath())
}
