'use server'

import { redirect } from 'next/navigation'
import { textUpTo } from '@/app/form-text'
import { requireSameOrigin } from '@/app/guards'
import { triesOf } from '@/app/tries'
import type { ExportFormState } from '@/components/admin/export-form'
import { requirePermission } from '@/lib/auth/require-permission'
import { isExportFormat } from '@/lib/export/cells'
import { grantExport } from '@/lib/export/register'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { readFilter } from '@/lib/kyc/read-filter'
import { filterQuery } from '@/lib/kyc/session-filter'
import { adminExportPath } from '@/lib/paths'
import { provePresence } from '../../presence'

const text = (form: FormData, name: string): string => textUpTo(form, name, 2_000)

/** Writes down who takes what out and why; the file is one press further. */
export const askExport = async (previous: ExportFormState, form: FormData): Promise<ExportFormState> => {
  await requireSameOrigin()
  const actor = await requirePermission('sessions.export')
  const wanted = text(form, 'format')
  const format = isExportFormat(wanted) ? wanted : 'csv'
  const reason = text(form, 'reason')
  const { filter } = readFilter(Object.fromEntries(new URLSearchParams(text(form, 'filter'))))
  const query = new URLSearchParams(filterQuery(filter)).toString()
  const tries = triesOf(previous) + 1
  const proven = await provePresence(actor, form)
  if (!proven.ok) return { format, reason, error: null, confirm: proven.error, tries }
  const granted = await grantExport(proven.value, { subject: 'sessions', format, filter: query, reason })
  if (granted.ok) redirect(adminExportPath(granted.value))
  return { format, reason, error: dictionary(defaultLocale)('admin.export.reasonNeeded'), confirm: null, tries }
}
