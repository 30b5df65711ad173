import { NextResponse } from 'next/server'
import { getHandover } from '@/lib/handover/get-handover'

/** What the computer's window polls: whether the phone has it, and nothing of what came of it. */
export const GET = async (_request: Request, context: RouteContext<'/start/phone/[id]/status'>): Promise<Response> => {
  const handover = await getHandover((await context.params).id)
  const headers = { 'Cache-Control': 'private, no-store', Vary: 'Cookie' }
  if (!handover) return NextResponse.json({ error: 'not_found' }, { status: 404, headers })
  return NextResponse.json({ view: handover.view }, { headers })
}
