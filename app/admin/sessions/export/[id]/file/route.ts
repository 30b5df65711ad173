import { downloadOf, permittedPost, seeOther } from '@/app/admin/download'
import { adminExportPath, withNotice } from '@/lib/paths'
import { exportSessions } from '@/lib/sessions/export-sessions'

/** The file of a granted export. A route, because only a route can stream; a post, because it can be taken once. */
export const POST = async (_request: Request, { params }: RouteContext<'/admin/sessions/export/[id]/file'>) => {
  const { id } = await params
  const actor = await permittedPost('sessions.export')
  if (actor instanceof Response) return actor
  const begun = await exportSessions(actor, id)
  if (begun.ok) return downloadOf(begun.value)
  const page = adminExportPath(id)
  return seeOther(begun.error.code === 'busy' ? withNotice(page, 'busy') : page)
}
