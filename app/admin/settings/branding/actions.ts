'use server'

import { redirect } from 'next/navigation'
import { textUpTo } from '@/app/form-text'
import { requireForm, requireSameOrigin } from '@/app/guards'
import { triesOf } from '@/app/tries'
import type { BrandState } from '@/components/admin/brand-forms'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { brandingPath, withNotice } from '@/lib/paths'
import { logoMaxBytes, removeLogo, saveColour, saveLogo } from '@/lib/settings/save-brand'

const next = (previous: BrandState): number => triesOf(previous) + 1

/** Uses a colour, or says which is the nearest that can be read. */
export const putColour = async (previous: BrandState, form: FormData): Promise<BrandState> => {
  await requireSameOrigin()
  const actor = await requirePermission('settings.manage')
  const typed = textUpTo(requireForm(form), 'colour', 20)
  const saved = await saveColour(actor, typed)
  if (saved.ok) redirect(withNotice(brandingPath(), 'colour_saved'))
  const t = dictionary(defaultLocale)
  const { error } = saved
  return error.code === 'too_pale'
    ? {
        error: t('settings.look.colourProblems.too_pale', { nearest: error.nearest }),
        value: error.nearest,
        tries: next(previous),
      }
    : { error: t('settings.look.colourProblems.not_a_colour'), value: typed, tries: next(previous) }
}

const bytesOf = async (file: FormDataEntryValue | null): Promise<Buffer> =>
  file instanceof File ? Buffer.from(await file.slice(0, logoMaxBytes + 1).arrayBuffer()) : Buffer.alloc(0)

export const putLogo = async (previous: BrandState, form: FormData): Promise<BrandState> => {
  await requireSameOrigin()
  const actor = await requirePermission('settings.manage')
  const saved = await saveLogo(actor, await bytesOf(requireForm(form).get('logo')))
  if (saved.ok) redirect(withNotice(brandingPath(), 'logo_saved'))
  const error = dictionary(defaultLocale)(`settings.look.logoProblems.${saved.error.code}`)
  return { error, value: '', tries: next(previous) }
}

export const takeLogoAway = async (): Promise<void> => {
  await requireSameOrigin()
  const actor = await requirePermission('settings.manage')
  await removeLogo(actor)
  redirect(withNotice(brandingPath(), 'logo_removed'))
}
