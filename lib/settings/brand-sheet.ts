import 'server-only'
import { createHash } from 'node:crypto'
import { type Accents, accentsOf } from '@/lib/kyc/brand-colour'

export type BrandRow = {
  accent: string | null
  logo_hash: string | null
  logo_width: number | null
  logo_height: number | null
}

export type Logo = { readonly src: string; readonly width: number; readonly height: number }

/** What a page needs to wear the organisation's look; null where nothing was chosen. */
export type Brand = { readonly sheet: string | null; readonly logo: Logo | null }

const declarations = ({ accent, accentStrong, accentSoft, onAccent }: Accents): string =>
  `--accent:${accent};--accent-strong:${accentStrong};--accent-soft:${accentSoft};--on-accent:${onAccent}`

/**
 * The stylesheet of a colour. Its rules weigh more than those of app/globals.css, whichever is loaded first, and stand
 * back where the reader's system paints or a page is printed.
 */
const sheetOf = (colour: string): string | null => {
  const looks = accentsOf(colour)
  if (!looks) return null
  const light = declarations(looks.light)
  const dark = declarations(looks.dark)
  return `@media screen and (forced-colors:none){:root:root,[data-theme][data-theme=light]{${light}}
@media (prefers-color-scheme:dark){:root:root{${dark}}[data-theme][data-theme=light]{${light}}}
[data-theme][data-theme=dark]{${dark}}}
`
}

/** A fingerprint short enough for an address and long enough to tell all looks apart. */
export const brandHash = (content: string | Buffer): string =>
  createHash('sha256').update(content).digest('hex').slice(0, 24)

/** `name` says the colour and the fingerprint of the rules, so that any instance can make them from the address alone. */
export type Sheet = { readonly css: string; readonly name: string }

/** The stylesheet of a colour; null for one that cannot be read. @param accent as kept, `#0b5a78` */
export const brandSheet = (accent: string | null): Sheet | null => {
  const css = accent === null ? null : sheetOf(accent)
  return accent === null || css === null ? null : { css, name: `${accent.slice(1)}-${brandHash(css)}` }
}

/** Logos stand this high at most; a page keeps room for them before they arrive. */
const shownHeight = 48
const shownWidth = 240

const logoOf = ({ logo_hash, logo_width, logo_height }: BrandRow): Logo | null => {
  if (logo_hash === null || logo_width === null || logo_height === null) return null
  const scale = Math.min(1, shownHeight / logo_height, shownWidth / logo_width)
  const shown = (length: number) => Math.max(1, Math.round(length * scale))
  return { src: `/brand/${logo_hash}.png`, width: shown(logo_width), height: shown(logo_height) }
}

export const brandOf = (row: BrandRow): Brand => {
  const sheet = brandSheet(row.accent)
  return { sheet: sheet && `/brand/${sheet.name}.css`, logo: logoOf(row) }
}
