import NextAuth from 'next-auth'
import { authOptions } from '@/lib/auth/options'
import { clientPrefix } from '@/lib/security/client-address'
import { ForeignPost, requireSameOrigin } from '../../../guards'

// next-auth has more doors than this product uses; one of them writes whatever it is sent into the log.
const doors = {
  GET: ['csrf', 'session', 'signin', 'signout', 'error'],
  POST: ['signin', 'signout', 'callback'],
} as const

type Context = { params: Promise<{ nextauth: string[] }> }

const answer = async (method: keyof typeof doors, request: Request, context: Context): Promise<Response> => {
  const [action = '', provider] = (await context.params).nextauth
  const known = doors[method].some((door) => door === action) && (provider === undefined || provider === 'credentials')
  if (!known) return new Response('404\n', { status: 404 })
  const nextAuth: (request: Request, context: Context) => Promise<Response> = NextAuth(
    authOptions(clientPrefix(request.headers)),
  )
  return nextAuth(request, context)
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
