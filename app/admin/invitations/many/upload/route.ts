import { permittedPost, seeOther } from '@/app/admin/download'
import { postedForm, textUpTo } from '@/app/form-text'
import type { Permitted } from '@/lib/auth/permissions'
import { defaultLocale } from '@/lib/i18n/locales'
import { checkImport } from '@/lib/invites/check-import'
import { keepPaste } from '@/lib/invites/kept-paste'
import { uploadKey } from '@/lib/invites/upload-key'
import { adminImportPath, adminInviteManyPath } from '@/lib/paths'
import { err } from '@/lib/result'
import { longestArrivalMs } from '@/lib/security/arrival'
import { isUploadTicket } from '@/lib/security/upload-ticket'
import { lifeOf } from '../../form-text'

/** The file that was chosen, or what was pasted, a piece at a time. */
const sourceOf = (form: FormData): AsyncIterable<Uint8Array> => {
  const file = form.get('file')
  return file instanceof File && file.size > 0 ? file.stream() : new Blob([rowsOf(form)]).stream()
}

const choicesOf = (form: FormData) => ({
  template: textUpTo(form, 'template', 100),
  language: textUpTo(form, 'language', 100),
  life: textUpTo(form, 'life', 100),
})

const rowsOf = (form: FormData): string => {
  const rows = form.get('rows')
  return typeof rows === 'string' ? rows : ''
}

const upload = async (form: FormData, ticket: string | null, actor: Permitted<'invitations.manage'>) => {
  if (!isUploadTicket(ticket, longestArrivalMs)) return err({ code: 'form_expired' as const, row: null })
  const { template, language, life } = choicesOf(form)
  return checkImport(actor, {
    source: sourceOf(form),
    templateId: template,
    locale: language || defaultLocale,
    lifeHours: lifeOf(life),
    keyHash: await uploadKey(ticket, [template, language, life], sourceOf(form)),
  })
}

/**
 * Looks through a file of people. A route, because an action takes no body of this size. A refusal leads back to the form with
 * its choices in the address, and with what was pasted kept in the house: no file can be put back into a form.
 */
export const POST = async (request: Request): Promise<Response> => {
  const actor = await permittedPost('invitations.manage')
  if (actor instanceof Response) return actor
  const form = await postedForm(request)
  const checked = await upload(form, new URL(request.url).searchParams.get('ticket'), actor)
  const pasted = rowsOf(form)
  // Rows that were taken may still be mended, until their invitations are made.
  const kept = await keepPaste(actor, pasted)
  if (checked.ok) return seeOther(adminImportPath(checked.value))
  const { code, row } = checked.error
  return seeOther(
    adminInviteManyPath({
      problem: code,
      ...(row === null ? {} : { row: String(row) }),
      ...choicesOf(form),
      ...(pasted.trim() === '' ? {} : { rows: kept ? 'kept' : 'lost' }),
    }),
  )
}
