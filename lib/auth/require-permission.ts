import 'server-only'
import { notFound } from 'next/navigation'
import { type Permission, type Permitted, permit } from './permissions'
import { requireAdmin } from './require-admin'

/**
 * The first line of every page and action of the console: a colleague who may, or the sign-in page, or a page that does not
 * exist for them (A-10, N-02). Role and sign-in are read from the database each time, so what was taken away is gone at the
 * next request, whatever page is still open.
 */
export const requirePermission = async <P extends Permission>(...wanted: readonly P[]): Promise<Permitted<P>> =>
  permit(await requireAdmin(), ...wanted) ?? notFound()
