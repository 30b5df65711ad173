'use server'

import { redirect } from 'next/navigation'
import { textUpTo } from '@/app/form-text'
import { requireSameOrigin } from '@/app/guards'
import { triesOf } from '@/app/tries'
import type { ExportFormState } from '@/components/admin/export-form'
import { auditQuery, readAuditFilter } from '@/lib/audit/audit-filter'
import { requirePermission } from '@/lib/auth/require-permission'
import { isExportFormat } from '@/lib/export/cells'
import { grantExport } from '@/lib/export/register'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { adminAuditExportPath } from '@/lib/paths'
import { provePresence } from '../../presence'

const text = (form: FormData, name: string): string => textUpTo(form, name, 2_000)

/** Writes down who takes which rows out and why; the file is one press further. */
export const askAuditExport = async (previous: ExportFormState, form: FormData): Promise<ExportFormState> => {
  await requireSameOrigin()
  const actor = await requirePermission('audit.export')
  const wanted = text(form, 'format')
  const format = isExportFormat(wanted) ? wanted : 'jsonl'
  const reason = text(form, 'reason')
  const { filter } = readAuditFilter(Object.fromEntries(new URLSearchParams(text(form, 'filter'))))
  const query = new URLSearchParams(auditQuery(filter)).toString()
  const tries = triesOf(previous) + 1
  const proven = await provePresence(actor, form)
  if (!proven.ok) return { format, reason, error: null, confirm: proven.error, tries }
  const granted = await grantExport(proven.value, { subject: 'audit', format, filter: query, reason })
  if (granted.ok) redirect(adminAuditExportPath(granted.value))
  return { format, reason, error: dictionary(defaultLocale)('admin.export.reasonNeeded'), confirm: null, tries }
}
