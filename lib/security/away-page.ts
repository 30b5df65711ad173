import 'server-only'
import { NextResponse } from 'next/server'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'

/**
 * The whole answer while the database is away (ux 4.9): static, without a style sheet of ours, because a page that needs
 * the database cannot be rendered. It looks again by itself.
 */
export const awayPage = (): NextResponse => {
  const t = dictionary(defaultLocale)
  const title = t('problems.away.title')
  const html = `<!doctype html><html lang="${defaultLocale}"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="15"></head>
<body><main><h1>${title}</h1><p>${t('problems.away.text')}</p></main></body></html>`
  return new NextResponse(html, {
    status: 503,
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Retry-After': '15' },
  })
}
