import 'server-only'
import sharp from 'sharp'
import { emitAudit } from '@/lib/audit/emit'
import type { Permitted } from '@/lib/auth/permissions'
import { now } from '@/lib/clock'
import { brand, pastLogos } from '@/lib/db/schema/brand'
import { type Tx, withTransaction } from '@/lib/db/transaction'
import { accentsOf, nearestReadable, readColour } from '@/lib/kyc/brand-colour'
import { err, ok, type Result } from '@/lib/result'
import { brandHash } from './brand-sheet'
import { organisationChanges } from './get-organisation'

type Row = typeof brand.$inferSelect
type Part = { accent: string | null } | Pick<Row, 'logo' | 'logo_hash' | 'logo_width' | 'logo_height'>

const setAside = async (tx: Tx, { logo, logo_hash }: Row, at: Date): Promise<void> => {
  if (logo === null || logo_hash === null) return
  const row = { logo_hash, logo, replaced_at: at }
  await tx.db.insert(pastLogos).values(row).onConflictDoUpdate({ target: pastLogos.logo_hash, set: row })
}

const keep = (actor: Permitted<'settings.manage'>, part: Part): Promise<void> =>
  withTransaction(async (tx) => {
    const at = now()
    const row = { ...part, updated_at: at }
    const [before] = await tx.db.select().from(brand).for('update')
    const from = ('accent' in part ? before?.accent : before?.logo_hash) ?? 'none'
    const to = ('accent' in part ? part.accent : part.logo_hash) ?? 'none'
    if (before && 'logo' in part && from !== to) await setAside(tx, before, at)
    await tx.db.insert(brand).values(row).onConflictDoUpdate({ target: brand.id, set: row })
    organisationChanges(tx)
    const detail = { part: 'accent' in part ? 'colour' : 'logo', from, to }
    await emitAudit(tx, actor, { action: 'brand.saved', object_id: 'brand', detail })
  })

export type ColourRefusal =
  | { code: 'not_a_colour' }
  /** It cannot be read on the page; `nearest` can. */
  | { code: 'too_pale'; nearest: string }

/** Gives pages for people one colour of the organisation's, or takes it away when nothing was typed. */
export const saveColour = async (
  actor: Permitted<'settings.manage'>,
  typed: string,
): Promise<Result<null, ColourRefusal>> => {
  const colour = typed.trim() === '' ? null : readColour(typed)
  if (colour === null && typed.trim() !== '') return err({ code: 'not_a_colour' })
  if (colour !== null && !accentsOf(colour)) return err({ code: 'too_pale', nearest: nearestReadable(colour) })
  await keep(actor, { accent: colour })
  return ok(null)
}

/** What a logo may weigh, as it comes and as it is kept. */
export const logoMaxBytes = 40 * 1024

// 480 by 96 is twice what a page shows, for dense screens.
const most = { width: 480, height: 96 }
/** A small file can unfold to a very large picture; no logo needs more than this. */
const mostPixels = 4_000_000

const pngBegins = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

export type LogoRefusal = { code: 'no_file' | 'too_heavy' | 'not_png' }

type Picture = { data: Buffer; width: number; height: number }

/** Draws the picture anew, so that nothing is kept of the file but what can be seen; null when it is no PNG. */
const redraw = async (file: Buffer): Promise<Picture | null> => {
  if (!file.subarray(0, pngBegins.length).equals(pngBegins)) return null
  try {
    const { data, info } = await sharp(file, { limitInputPixels: mostPixels, failOn: 'warning' })
      .resize({ ...most, fit: 'inside', withoutEnlargement: true })
      .png({ compressionLevel: 9, palette: true })
      .toBuffer({ resolveWithObject: true })
    return { data, width: info.width, height: info.height }
  } catch {
    // Whatever it begins with, it cannot be drawn; the colleague is told the same as for any other file.
    return null
  }
}

/** Puts a logo on the pages for people. */
export const saveLogo = async (
  actor: Permitted<'settings.manage'>,
  file: Buffer,
): Promise<Result<null, LogoRefusal>> => {
  if (file.length === 0) return err({ code: 'no_file' })
  if (file.length > logoMaxBytes) return err({ code: 'too_heavy' })
  const picture = await redraw(file)
  if (!picture) return err({ code: 'not_png' })
  if (picture.data.length > logoMaxBytes) return err({ code: 'too_heavy' })
  const logo_hash = brandHash(picture.data)
  await keep(actor, { logo: picture.data, logo_hash, logo_width: picture.width, logo_height: picture.height })
  return ok(null)
}

/** Takes the logo away again. */
export const removeLogo = (actor: Permitted<'settings.manage'>): Promise<void> =>
  keep(actor, { logo: null, logo_hash: null, logo_width: null, logo_height: null })
