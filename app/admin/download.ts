import 'server-only'
import type { Route } from 'next'
import { type Permission, type Permitted, permit } from '@/lib/auth/permissions'
import { currentAdmin } from '@/lib/auth/require-admin'
import type { ExportFile } from '@/lib/export/send-export'
import { signInPath } from '@/lib/paths'
import { ForeignPost, requireSameOrigin } from '../guards'

/** After a post the browser asks for a page anew; `redirect()` would answer a route's post with 307 and repeat it. */
export const seeOther = (path: Route): Response => new Response(null, { status: 303, headers: { Location: path } })

/**
 * The gate of a route that takes a post, where a page's gate cannot answer: another site gets 403, nobody signed in the
 * sign-in page, and a colleague who may not what a missing page gets.
 */
export const permittedPost = async <P extends Permission>(
  ...wanted: readonly P[]
): Promise<Permitted<P> | Response> => {
  try {
    await requireSameOrigin()
  } catch (error) {
    if (error instanceof ForeignPost) return new Response('403\n', { status: 403 })
    throw error
  }
  const admin = await currentAdmin()
  if (!admin) return seeOther(signInPath())
  return permit(admin, ...wanted) ?? new Response('404\n', { status: 404 })
}

/** A file that leaves the house; never kept by the browser or anything between, and sent on as it is made. */
export const downloadOf = ({ name, contentType, body }: ExportFile): Response =>
  new Response(body, {
    headers: {
      'Content-Type': contentType,
      'Content-Disposition': `attachment; filename="${name}"`,
      // Without no-transform a compressor would hold the first rows back until it has enough of them.
      'Cache-Control': 'no-store, no-transform',
    },
  })
