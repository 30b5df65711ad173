import 'server-only'
import { NextResponse } from 'next/server'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { plainPage } from './plain-page'

/** The whole answer while the database is away: a page that needs it cannot be rendered. It looks again by itself. */
export const awayPage = (nonce: string): NextResponse => {
  const t = dictionary(defaultLocale)
  const page = { title: t('problems.away.title'), text: t('problems.away.text'), nonce, again: 15 }
  return new NextResponse(plainPage(page), {
    status: 503,
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Retry-After': '15' },
  })
}
