import 'server-only'
import { accountPath, ssoFailedPath, withNotice } from '@/lib/paths'
import { withStory } from './sso-failure'

/**
 * next-auth's answer, and where a sign-in with the identity provider failed, the sign-in page with the reason instead of one
 * word for all. Whoever is turned back there can sign in with a password or passkey: the provider may be away for long.
 */
export const answerInWords = async (run: () => Promise<Response>): Promise<Response> => {
  const { answer, failure } = await withStory(run)
  const to = answer.headers.get('location') ?? ''
  if (failure === null || !/[?&]error=/.test(to)) return answer
  const headers = new Headers(answer.headers)
  // Somebody is signed in here, whom the sign-in page would only send on.
  headers.set(
    'Location',
    failure === 'other_person' ? withNotice(accountPath(), 'other_person') : ssoFailedPath(failure),
  )
  return new Response(null, { status: answer.status, headers })
}
