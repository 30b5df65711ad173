import 'server-only'
import { mintActor, type SystemActor } from '@/lib/audit/actor'

/** The product acting by itself; `job` says which part of it. */
export const systemActor = (
  job: 'reconciler' | 'reaper' | 'unknown_browser' | 'sign_in' | 'auditor' | 'mailer' | 'inviter' | 'eraser',
): SystemActor => mintActor<SystemActor>({ kind: 'system', job })
