import { cookies } from 'next/headers'
import { NextResponse } from 'next/server'
import { pendingBehind } from '@/lib/auth/pending-sign-in'
import { adminBehind, currentToken } from '@/lib/auth/require-admin'
import { sessionCookieName, sessionCookieOptions } from '@/lib/auth/session-cookie'
import { signInPath, withNotice } from '@/lib/paths'
import { signOut } from '@/lib/staff/sign-out'
import { ForeignPost, requireSameOrigin } from '../../guards'

/**
 * Ends the sign-in. A route and not an action: only a route can say Clear-Site-Data, and an address outlives an update.
 * Works without a good sign-in too: whoever presses Sign out must end up signed out.
 */
export const POST = async (): Promise<Response> => {
  try {
    await requireSameOrigin()
  } catch (error) {
    if (error instanceof ForeignPost) return new NextResponse('403\n', { status: 403 })
    throw error
  }
  const token = await currentToken()
  const actor = token && ((await adminBehind(token)) ?? (await pendingBehind(token)))
  if (token && actor) await signOut(actor, token.sid)
  const jar = await cookies()
  jar.set(sessionCookieName(), '', { ...sessionCookieOptions(), maxAge: 0 })
  // Not "cookies": the same browser may carry a person's own session.
  return new NextResponse(null, {
    status: 303,
    headers: { Location: withNotice(signInPath(), 'signed_out'), 'Clear-Site-Data': '"cache", "storage"' },
  })
}
