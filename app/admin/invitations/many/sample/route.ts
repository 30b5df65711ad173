import { seeOther } from '@/app/admin/download'
import { permit } from '@/lib/auth/permissions'
import { currentAdmin } from '@/lib/auth/require-admin'
import { csvCell } from '@/lib/export/csv'
import { inviteeFields } from '@/lib/invites/invitee'
import { signInPath } from '@/lib/paths'

const rows = [
  inviteeFields,
  ['C-1001', 'Asha Rao', 'asha.rao@example.com', '9876543210', 'en'],
  ['C-1002', 'Meera Nair', 'meera.nair@example.com', '', 'en'],
  ['C-1003', 'Ravi Menon', '', '9812345678', ''],
]

/** A file to begin from. */
export const GET = async (): Promise<Response> => {
  const admin = await currentAdmin()
  if (!admin) return seeOther(signInPath())
  if (!permit(admin, 'invitations.manage')) return new Response('404\n', { status: 404 })
  return new Response(rows.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join(''), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': 'attachment; filename="invitations-sample.csv"',
    },
  })
}
