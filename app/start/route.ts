import { NextResponse } from 'next/server'
import { errorFields, log } from '@/lib/log'
import { startPath } from '@/lib/paths'
import { ForeignPost } from '../guards'
import { begin } from './begin'

/** The form, or null when the body is none, which no page of ours sends (N-03). */
const formOf = async (request: Request): Promise<FormData | null> => {
  try {
    return await request.formData()
  } catch (error) {
    log.warn('start.unreadable', errorFields(error))
    return null
  }
}

/**
 * The same start without a server action, for a page that was opened before an update whose action ids have changed, and
 * for anyone who posts a plain form (N-07). A form that needs mending goes back to the start page.
 */
export const POST = async (request: Request): Promise<Response> => {
  try {
    const form = await formOf(request)
    if (form === null) return new NextResponse('400\n', { status: 400 })
    const begun = await begin(form, 0)
    // Relative, so that the answer never depends on the Host header.
    return new NextResponse(null, { status: 303, headers: { Location: begun.ok ? begun.location : startPath() } })
  } catch (error) {
    if (error instanceof ForeignPost) return new NextResponse('403\n', { status: 403 })
    throw error
  }
}
