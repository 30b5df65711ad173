import { downloadOf, permittedPost, seeOther } from '@/app/admin/download'
import { postedForm } from '@/app/form-text'
import { takeLinks } from '@/lib/invites/take-links'
import { adminImportPath, withNotice } from '@/lib/paths'
import { provePresence } from '../../../../presence'

/** The links of a finished file, each a way in for one person: asked for by who is proven to be there, once. */
export const POST = async (request: Request, { params }: RouteContext<'/admin/invitations/many/[id]/links'>) => {
  const { id } = await params
  const actor = await permittedPost('invitations.manage')
  if (actor instanceof Response) return actor
  const page = adminImportPath(id)
  const proven = await provePresence(actor, await postedForm(request))
  if (!proven.ok) return seeOther(withNotice(page, 'links_not_proven'))
  const taken = await takeLinks(proven.value, id)
  if (taken.ok) return downloadOf(taken.value)
  return seeOther(taken.error.code === 'busy' ? withNotice(page, 'busy') : page)
}
