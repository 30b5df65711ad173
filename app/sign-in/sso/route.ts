import { cookies } from 'next/headers'
import { beginSso, formToken } from '@/lib/auth/begin-sso'
import { answerInWords } from '@/lib/auth/sso-answer'
import { env } from '@/lib/env'
import { placeOf } from '../enter'

/**
 * The way to the identity provider. A link and not a form: the browser would hold every further address of a form post
 * against our form-action. Whoever is led here by somebody else signs in as themselves, or not at all.
 */
export const GET = async (request: Request): Promise<Response> => {
  if (!env().sso) return new Response('404\n', { status: 404 })
  const again = new URL(request.url).searchParams.has('again')
  const { token, name, value, options } = formToken()
  ;(await cookies()).set(name, value, options)
  return answerInWords(() => beginSso(token, placeOf(request.headers), again))
}
