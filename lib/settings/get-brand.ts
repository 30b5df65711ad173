import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { brandSheet } from './brand-sheet'

/**
 * The stylesheet an address names. It is made from the colour in the name, whichever is chosen now: the page that asks may be
 * older than the choice, or come from an instance that has not heard of it.
 * @returns `exact` false where another version of Swikriti named it and would write other rules; null for no such name
 */
export const getBrandSheet = (name: string): { css: string; exact: boolean } | null => {
  const colour = /^([0-9a-f]{6})-[0-9a-f]{24}$/.exec(name)?.[1]
  const sheet = colour === undefined ? null : brandSheet(`#${colour}`)
  return sheet && { css: sheet.css, exact: sheet.name === name }
}

/** How long a logo that is worn no more is still found: longer than a rolling update, and than a page stays open. */
export const pastLogoMs = 24 * 60 * 60_000

/** The logo of that fingerprint, while people see it and for a day after; else null. */
export const getLogo = async (hash: string): Promise<Buffer | null> => {
  const { rows } = await pool().query<{ logo: Buffer }>({
    name: 'brand_logo',
    text: `select logo from brand where id and logo_hash = $1
           union all select logo from past_logos where logo_hash = $1 and replaced_at > $2 limit 1`,
    values: [hash, new Date(now().getTime() - pastLogoMs)],
  })
  return rows[0]?.logo ?? null
}

/** The colour a colleague chose, for its form. */
export const getAccent = async (_actor: Permitted<'settings.manage'>): Promise<string | null> => {
  const { rows } = await pool().query<{ accent: string | null }>('select accent from brand where id')
  return rows[0]?.accent ?? null
}
