import 'server-only'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'

type PlainPage = {
  readonly title: string
  readonly text: string
  /** Of this answer's policy; null where it has none, and the page then goes without its few rules. */
  readonly nonce: string | null
  /** A path of ours to go back to, or the address that works. */
  readonly back?: string
  /** What the link says; the usual words where it leads back. */
  readonly backText?: string
  /** Seconds until the page is asked for again by itself. */
  readonly again?: number
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

// The tokens of app/globals.css that a heading, a sentence and a link need.
const rules = `:root{color-scheme:light dark;--page:#fff;--ink:#1d1b16;--accent:#0b5a78;--focus:#1d1b16}
@media(prefers-color-scheme:dark){:root{--page:#14171a;--ink:#f0ede6;--accent:#7cc6e4;--focus:#ffd54a}}
body{margin:0;background:var(--page);color:var(--ink);font:1.0625rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
main{max-width:36rem;margin:0 auto;padding:2.5rem 1rem}
h1{margin:0 0 1rem;font-size:1.75rem;line-height:2.25rem;text-wrap:balance}
p{margin:0 0 1.5rem}
a{display:inline-flex;min-height:2rem;align-items:center;padding:.5rem 1rem;border:2px solid var(--accent);border-radius:.375rem;color:var(--accent);font-weight:600;text-decoration:none}
a:focus-visible{outline:3px solid var(--focus);outline-offset:2px}`

/** A whole page that stands by itself: it needs neither the database nor a style sheet, nor scripts (ux 4.9). */
export const plainPage = ({ title, text, nonce, back, backText, again }: PlainPage): string => {
  const t = dictionary(defaultLocale)
  return `<!doctype html><html lang="${defaultLocale}"><head><meta charset="utf-8"><title>${escaped(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">${again === undefined ? '' : `<meta http-equiv="refresh" content="${again}">`}
${nonce === null ? '' : `<style nonce="${escaped(nonce)}">${rules}</style>`}</head>
<body><main><h1>${escaped(title)}</h1><p>${escaped(text)}</p>${
    back === undefined ? '' : `\n<p><a href="${escaped(back)}">${escaped(backText ?? t('problems.back'))}</a></p>`
  }</main></body></html>`
}
