// In this file the segment `[handle]` is the nonce of redirect_url (Next allows one dynamic name per level).
import { after, NextResponse } from 'next/server'
import { hintedSessionId } from '@/lib/kyc/return-schema'
import { log } from '@/lib/log'
import { callbackPath, elsewherePath } from '@/lib/paths'
import { currentBinder } from '@/lib/sessions/binding'
import { comeBack } from '@/lib/sessions/come-back'

/** A see-other without a body that nobody may keep. Relative, so that no Host header can steer it. */
const seeOther = (location: string): NextResponse =>
  new NextResponse(null, { status: 303, headers: { Location: location, 'Cache-Control': 'no-store' } })

/** DigiLocker sends the browser here. Everything it appends to the address is a hint at most. */
export const GET = async (request: Request, context: RouteContext<'/callback/[handle]/return'>): Promise<Response> => {
  const { handle: nonce } = await context.params
  const binder = await currentBinder()
  const back = await comeBack(nonce, binder, hintedSessionId(new URL(request.url).searchParams))
  if (back.background)
    after(
      back.background.catch((error: unknown) =>
        log.error('return.unfinished', {
          error_name: error instanceof Error ? error.name : 'unknown',
        }),
      ),
    )
  const answer = seeOther(back.handle === null ? elsewherePath() : callbackPath(back.handle))
  if (back.cookie) answer.cookies.set(back.cookie.name, back.cookie.value, back.cookie.options)
  return answer
}

/** Should the provider ever post (form_post), the same address is asked again with GET; the body is not read. */
export const POST = (request: Request): Response => seeOther(new URL(request.url).pathname)

/** A scanner looks, nothing happens. */
export const HEAD = (): Response => seeOther(elsewherePath())
