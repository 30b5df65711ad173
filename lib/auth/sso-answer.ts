import 'server-only'
import type { Route } from 'next'
import { accountPath, ssoFailedPath, withNotice } from '@/lib/paths'
import { currentAdmin } from './require-admin'
import { type SsoFailure, withStory } from './sso-failure'

/** The sign-in page would only send on who is in already: for them it was the proof that failed. */
const placeToSay = async (failure: SsoFailure): Promise<Route> => {
  if (failure === 'other_person') return withNotice(accountPath(), failure)
  return (await currentAdmin()) ? accountPath({ error: failure }) : ssoFailedPath(failure)
}

/**
 * next-auth's answer, and where a sign-in with the identity provider failed, a page with the reason instead of one word for
 * all. Whoever is turned back to the sign-in page can use a password or passkey: the provider may be away for long.
 */
export const answerInWords = async (run: () => Promise<Response>): Promise<Response> => {
  const { answer, failure } = await withStory(run)
  const to = answer.headers.get('location') ?? ''
  if (failure === null || !/[?&]error=/.test(to)) return answer
  const headers = new Headers(answer.headers)
  headers.set('Location', await placeToSay(failure))
  return new Response(null, { status: answer.status, headers })
}
