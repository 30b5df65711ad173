import 'server-only'
import type { AdminActor } from '@/lib/audit/actor'
import { nowMs } from '@/lib/clock'
import type { SignInLeft } from '@/lib/kyc/sign-in-standing'

/** How long the sign-in of a colleague still lives. */
export const signInLeft = ({ ends }: AdminActor): SignInLeft => {
  const at = nowMs()
  return { idle: ends.idle.getTime() - at, latest: ends.latest.getTime() - at }
}
