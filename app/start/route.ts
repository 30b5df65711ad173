import { NextResponse } from 'next/server'
import { startPath } from '@/lib/paths'
import { ForeignPost } from '../guards'
import { begin, publicStart } from './begin'

/** A body that is no form, which no page of ours sends (N-03). */
class UnreadableForm extends Error {}

const formOf = (request: Request): Promise<FormData> =>
  request.formData().catch((cause: unknown) => {
    throw new UnreadableForm('expected a form', { cause })
  })

/**
 * The same start without a server action, for a page that was opened before an update whose action ids have changed, and
 * for anyone who posts a plain form (N-07). A form that needs mending goes back to the start page.
 */
export const POST = async (request: Request): Promise<Response> => {
  try {
    const begun = await begin(await formOf(request), 0, publicStart)
    // Relative, so that the answer never depends on the Host header.
    return new NextResponse(null, { status: 303, headers: { Location: begun.ok ? begun.location : startPath() } })
  } catch (error) {
    if (error instanceof ForeignPost) return new NextResponse('403\n', { status: 403 })
    if (error instanceof UnreadableForm) return new NextResponse('400\n', { status: 400 })
    throw error
  }
}
