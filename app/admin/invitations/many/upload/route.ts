import { permittedPost, seeOther } from '@/app/admin/download'
import { defaultLocale } from '@/lib/i18n/locales'
import { checkImport } from '@/lib/invites/check-import'
import { uploadKey } from '@/lib/invites/upload-key'
import { adminImportPath, adminInviteManyPath } from '@/lib/paths'
import { isUploadTicket } from '@/lib/security/upload-ticket'
import { lifeOf, textOf } from '../../form-text'

/** The file that was chosen, or what was pasted, a piece at a time. */
const sourceOf = (form: FormData): AsyncIterable<Uint8Array> => {
  const file = form.get('file')
  return file instanceof File && file.size > 0 ? file.stream() : new Blob([rowsOf(form)]).stream()
}

const rowsOf = (form: FormData): string => {
  const rows = form.get('rows')
  return typeof rows === 'string' ? rows : ''
}

/** Looks through a file of people. A route, because an action takes no body of this size. */
export const POST = async (request: Request): Promise<Response> => {
  const actor = await permittedPost('invitations.manage')
  if (actor instanceof Response) return actor
  const ticket = new URL(request.url).searchParams.get('ticket')
  if (!isUploadTicket(ticket)) return seeOther(adminInviteManyPath({ problem: 'form_expired' }))
  const form = await request.formData()
  const [templateId, language, life] = [textOf(form, 'template'), textOf(form, 'language'), textOf(form, 'life')]
  const checked = await checkImport(actor, {
    source: sourceOf(form),
    templateId,
    locale: language || defaultLocale,
    lifeHours: lifeOf(life),
    keyHash: await uploadKey(ticket, [templateId, language, life], sourceOf(form)),
  })
  if (checked.ok) return seeOther(adminImportPath(checked.value))
  const { code, row } = checked.error
  return seeOther(adminInviteManyPath({ problem: code, ...(row === null ? {} : { row: String(row) }) }))
}
