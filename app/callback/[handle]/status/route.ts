// In this file the segment `[handle]` is the handle.
import { NextResponse } from 'next/server'
import { isMoving } from '@/lib/kyc/view'
import { getPersonSession } from '@/lib/sessions/get-session'

/** What the wait panel polls: our own database, never the provider, and nothing personal. */
export const GET = async (_request: Request, context: RouteContext<'/callback/[handle]/status'>): Promise<Response> => {
  const { handle } = await context.params
  const session = await getPersonSession(handle)
  const headers = { 'Cache-Control': 'private, no-store', Vary: 'Cookie' }
  if (!session) return NextResponse.json({ error: 'not_found' }, { status: 404, headers })
  return NextResponse.json({ view: session.view, settled: !isMoving(session.view) }, { headers })
}
