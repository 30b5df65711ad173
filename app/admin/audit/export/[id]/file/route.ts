import { downloadOf, permittedPost, seeOther } from '@/app/admin/download'
import { exportAudit } from '@/lib/audit/export-audit'
import { adminAuditExportPath, withNotice } from '@/lib/paths'

/** The file of a granted export. A route, because only a route can stream; a post, because it can be taken once. */
export const POST = async (_request: Request, { params }: RouteContext<'/admin/audit/export/[id]/file'>) => {
  const { id } = await params
  const actor = await permittedPost('audit.export')
  if (actor instanceof Response) return actor
  const begun = await exportAudit(actor, id)
  if (begun.ok) return downloadOf(begun.value)
  const page = adminAuditExportPath(id)
  return seeOther(begun.error.code === 'busy' ? withNotice(page, 'busy') : page)
}
