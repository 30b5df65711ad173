import 'server-only'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { env } from '@/lib/env'
import { isSameOrigin, originHeaders } from '@/lib/security/origin'

/** A post that did not come from our own pages. Thrown, because no page of ours can cause it. */
export class ForeignPost extends Error {
  constructor(verdict: string) {
    super(`expected a post from our own origin, found ${verdict}`)
    this.name = 'ForeignPost'
  }
}

/**
 * The first line of every action: refuses a post from another site (R-02, N-04).
 * @param formToken true when the form carried a signed token bound to this browser, which stands in for the origin when a
 *   browser states none
 */
export const requireSameOrigin = async (formToken = false): Promise<void> => {
  const verdict = isSameOrigin(originHeaders(await headers()), env().publicOrigin)
  if (verdict === 'foreign' || (verdict === 'unstated' && !formToken)) throw new ForeignPost(verdict)
}

/** Anyone can call an action with anything; what is not a form is answered like an address that does not exist (N-03). */
export const requireForm = (sent: unknown): FormData => (sent instanceof FormData ? sent : notFound())
