import 'server-only'
import { NextResponse } from 'next/server'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { plainPage } from './plain-page'

const loopbackNames: readonly string[] = ['localhost', '127.0.0.1', '[::1]']

const hostnameOf = (address: string): string | null => (URL.canParse(address) ? new URL(address).hostname : null)

/**
 * Whether somebody on this very machine called a demonstration by another of the machine's own names. Elsewhere a wrong host
 * is told nothing, as before (F-41).
 * @param demonstration whether the stand-in provider is used, which production refuses beside a real key
 */
export const isOtherLoopbackName = (host: string | null, publicOrigin: string, demonstration: boolean): boolean =>
  demonstration &&
  host !== null &&
  loopbackNames.includes(hostnameOf(publicOrigin) ?? '') &&
  /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/.test(host)

/**
 * Names the address that works, as it was configured and never as the request spelled it. Not a redirect: cookies and the
 * return from the provider belong to one name, and whoever typed the other should learn it.
 */
export const otherNamePage = (publicOrigin: string, nonce: string): NextResponse => {
  const t = dictionary(defaultLocale)
  const page = {
    title: t('problems.otherName.title'),
    text: t('problems.otherName.text'),
    back: `${publicOrigin}/`,
    backText: publicOrigin,
    nonce,
  }
  return new NextResponse(plainPage(page), { status: 421, headers: { 'Content-Type': 'text/html; charset=utf-8' } })
}
