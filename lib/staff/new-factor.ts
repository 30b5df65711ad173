import 'server-only'
import type { PendingActor } from '@/lib/audit/actor'
import { emitAudit } from '@/lib/audit/emit'
import type { Present } from '@/lib/auth/presence'
import type { Tx } from '@/lib/db/transaction'
import { type Factors, hasSecondFactor, readFactors } from './factors-of'
import { endOtherSignIns } from './open-sign-in'
import { writeRecoveryCodes } from './replace-recovery-codes'

/** Someone who may give themselves a second factor: at the sign-in that asks for one, or inside, just proven. */
export type Enroller = Present | PendingActor

/** What comes with a new factor. */
export type NewFactor = {
  /** Ten recovery codes to be shown once; null for whoever had a second factor before. */
  readonly codes: readonly string[] | null
  /** How many other sign-ins were good until now. */
  readonly ended: number
}

/** What a colleague has before a factor is added. Their row is the turnstile: of two browsers at once one comes second. */
export const lockFactors = async (tx: Tx, staffId: string): Promise<Factors> => {
  await tx.client.query('select from staff where id = $1 for update', [staffId])
  return readFactors(tx.client, staffId)
}

/** Ends other sign-ins, tells the trail, and gives codes for a lost device with a first factor, all with the factor itself. */
export const settleNewFactor = async (
  tx: Tx,
  actor: Enroller,
  factor: 'app_code' | 'passkey',
  before: Factors,
): Promise<NewFactor> => {
  const ended = await endOtherSignIns(tx, actor.staffId, actor.sid)
  await emitAudit(tx, actor, { action: 'factor.added', object_id: actor.staffId, detail: { factor } })
  return { codes: hasSecondFactor(before) ? null : await writeRecoveryCodes(tx, actor), ended }
}
