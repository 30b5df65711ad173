'use server'

import { redirect } from 'next/navigation'
import { textUpTo } from '@/app/form-text'
import { requireForm, requireSameOrigin } from '@/app/guards'
import type { SensitiveState } from '@/components/admin/sensitive-form'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { longestDays, retentionFields, retentionSchema, shortestDays } from '@/lib/kyc/retention'
import { settingsPath, withNotice } from '@/lib/paths'
import { saveRetention } from '@/lib/privacy/retention'
import { again, provePresence } from '../../presence'

const text = (form: FormData, name: string): string => textUpTo(form, name, 20)

/** Chooses how long things are kept; what is shorter acts in the night after. */
export const savePeriods = async (previous: SensitiveState, sent: FormData): Promise<SensitiveState> => {
  await requireSameOrigin()
  const actor = await requirePermission('settings.manage')
  const form = requireForm(sent)
  const t = dictionary(defaultLocale)
  const kept = { session_days: text(form, 'session_days'), audit_days: text(form, 'audit_days') }
  const chosen = retentionSchema.safeParse(kept)
  if (!chosen.success) {
    const message = t('settings.kept.notDays', { least: shortestDays, most: longestDays })
    const wrong = retentionFields.filter((name) => chosen.error.issues.some(({ path }) => path[0] === name))
    return again(previous, { kept, errors: Object.fromEntries(wrong.map((name) => [name, message])) })
  }
  const proven = await provePresence(actor, form)
  if (!proven.ok) return again(previous, { kept, confirm: proven.error })
  const saved = await saveRetention(proven.value, text(form, 'stamp'), chosen.data)
  if (saved.ok) redirect(withNotice(settingsPath(), 'periods_saved'))
  return again(previous, { kept, problem: t('settings.kept.changed') })
}
