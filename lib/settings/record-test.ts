import 'server-only'
import { emitAudit } from '@/lib/audit/emit'
import type { AuditDetail } from '@/lib/audit/events'
import type { Permitted } from '@/lib/auth/permissions'
import { withTransaction } from '@/lib/db/transaction'

/** What of the outside world a colleague can test from the settings. */
export type Tested = 'provider' | 'mail' | 'sso'

/** Committed before the outside world is called, so that a process which dies during the call leaves a trace (G-01). */
export const recordTestBegun = (actor: Permitted<'settings.manage'>, what: Tested): Promise<void> =>
  withTransaction((tx) => emitAudit(tx, actor, { action: `${what}.test_begun`, object_id: what }))

/** What the outside world answered. */
export const recordTested = (actor: Permitted<'settings.manage'>, what: Tested, detail: AuditDetail): Promise<void> =>
  withTransaction((tx) => emitAudit(tx, actor, { action: `${what}.tested`, object_id: what, detail }))
