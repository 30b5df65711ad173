import NextAuth from 'next-auth'
import { authOptions } from '@/lib/auth/options'
import { ssoId } from '@/lib/auth/sso'
import { answerInWords } from '@/lib/auth/sso-answer'
import { ForeignPost, requireSameOrigin } from '../../../guards'
import { placeOf } from '../../../sign-in/enter'

// next-auth has more doors than this product uses; one of them writes whatever it is sent into the log.
const doors = {
  GET: ['csrf', 'session', 'signin', 'signout', 'error', 'callback'],
  POST: ['signin', 'signout', 'callback'],
} as const

type Context = { params: Promise<{ nextauth: string[] }> }

const answer = async (method: keyof typeof doors, request: Request, context: Context): Promise<Response> => {
  const [action = '', provider] = (await context.params).nextauth
  // The way back from the identity provider is the one callback that a browser opens; the way there is app/sign-in/sso.
  const byName = provider === (action === 'callback' && method === 'GET' ? ssoId : 'credentials')
  const known =
    doors[method].some((door) => door === action) && (byName || (provider === undefined && action !== 'callback'))
  if (!known) return new Response('404\n', { status: 404 })
  const nextAuth: (request: Request, context: Context) => Promise<Response> = NextAuth(
    authOptions(placeOf(request.headers)),
  )
  return answerInWords(() => nextAuth(request, context))
}

export const GET = (request: Request, context: Context): Promise<Response> => answer('GET', request, context)

export const POST = async (request: Request, context: Context): Promise<Response> => {
  try {
    await requireSameOrigin()
  } catch (error) {
    if (error instanceof ForeignPost) return new Response('403\n', { status: 403 })
    throw error
  }
  return answer('POST', request, context)
}
