import 'server-only'
import { redirect } from 'next/navigation'
import type { PendingActor } from '@/lib/audit/actor'
import { signInPath } from '@/lib/paths'
import { pendingBehind } from './pending-sign-in'
import { currentToken } from './require-admin'

/** The first line of the second step: a colleague whose password was right, or the beginning. */
export const requirePending = async (): Promise<PendingActor> => {
  const token = await currentToken()
  return (token && (await pendingBehind(token))) ?? redirect(signInPath())
}
