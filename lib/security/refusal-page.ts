import 'server-only'
import { NextResponse } from 'next/server'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { startPath } from '@/lib/paths'
import { plainPage } from './plain-page'

type Read = { get(name: string): string | null }

/** Whether a browser wants to show the answer as a page; what scripts of ours ask for is no page. */
export const wantsPage = (headers: Read): boolean =>
  (headers.get('accept') ?? '').includes('text/html') &&
  headers.get('rsc') === null &&
  headers.get('next-action') === null

/** The page of ours whose form was sent, by its path alone; the start page where the browser does not say. */
export const pageBefore = (headers: Read, publicOrigin: string): string => {
  const referer = URL.parse(headers.get('referer') ?? '')
  // Two slashes at its beginning would name another host.
  return referer?.origin === publicOrigin ? referer.pathname.replace(/^\/+/, '/') : startPath()
}

/** A request that is turned away at the door, in words for a person and in a line for a program. */
export const refusalPage = (status: number, headers: Read, publicOrigin: string, nonce: string): NextResponse => {
  // Whoever calls us by another name is told nothing of this house (F-41).
  if (status === 421 || !wantsPage(headers)) return new NextResponse(`${status}\n`, { status })
  const t = dictionary(defaultLocale)
  const kind = status === 413 ? 'tooLarge' : 'refused'
  const page = {
    title: t(`problems.${kind}.title`),
    text: t(`problems.${kind}.text`),
    back: pageBefore(headers, publicOrigin),
    nonce,
  }
  return new NextResponse(plainPage(page), { status, headers: { 'Content-Type': 'text/html; charset=utf-8' } })
}
