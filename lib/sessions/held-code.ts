import 'server-only'
import { createHmac, randomInt, timingSafeEqual } from 'node:crypto'
import { pool } from '@/lib/db/client'
import type { HeldCodeRow } from '@/lib/db/schema/held-codes'
import type { KycSession } from '@/lib/db/schema/sessions'
import type { Tx } from '@/lib/db/transaction'
import type { CodeFacts } from '@/lib/kyc/held-code'
import { derivedKey } from '@/lib/security/derived-key'

/** Six random digits, evenly spread (C-08). */
export const newCode = (): string => String(randomInt(0, 1_000_000)).padStart(6, '0')

/** What is kept of a code: a keyed hash that is good for one session only. */
export const codeHash = (id: string, code: string): Buffer =>
  createHmac('sha256', derivedKey('held-code')).update(`${id}\n${code}`).digest()

export const sameCode = (kept: Buffer, id: string, code: string): boolean => timingSafeEqual(kept, codeHash(id, code))

/** The code of a session whose row is locked already, so nobody else decides about it meanwhile. */
export const lockCode = async (tx: Tx, id: string): Promise<HeldCodeRow | null> => {
  const { rows } = await tx.client.query<HeldCodeRow>({
    name: 'lock_held_code',
    text: 'select * from held_codes where kyc_session_id = $1 for update',
    values: [id],
  })
  return rows[0] ?? null
}

/** Only to be shown; who decides locks it. */
export const readCode = async (id: string): Promise<HeldCodeRow | null> => {
  const { rows } = await pool().query<HeldCodeRow>({
    name: 'held_code',
    text: 'select * from held_codes where kyc_session_id = $1',
    values: [id],
  })
  return rows[0] ?? null
}

export const codeFactsOf = (session: KycSession, code: HeldCodeRow): CodeFacts => ({
  status: session.status,
  heldReason: session.held_reason,
  consentSeenAt: session.consent_seen_at,
  otherReturnAt: code.other_return_at,
  shownAt: code.shown_at,
  tries: code.tries,
})
