import { downloadOf, permittedPost, seeOther } from '@/app/admin/download'
import { takeLinks } from '@/lib/invites/take-links'
import { adminImportPath, withNotice } from '@/lib/paths'

/** The links of a finished file. A post, because a whole one can be taken once. */
export const POST = async (_request: Request, { params }: RouteContext<'/admin/invitations/many/[id]/links'>) => {
  const { id } = await params
  const actor = await permittedPost('invitations.manage')
  if (actor instanceof Response) return actor
  const taken = await takeLinks(actor, id)
  if (taken.ok) return downloadOf(taken.value)
  const page = adminImportPath(id)
  return seeOther(taken.error.code === 'busy' ? withNotice(page, 'busy') : page)
}
