import 'server-only'
import { createHmac } from 'node:crypto'
import { derivedKey } from './derived-key'

/** What is looked up by equality although it is stored encrypted; each purpose has a key of its own (C-02). */
export type BlindIndexPurpose = 'session_id' | 'verified_mobile' | 'email' | 'invited_phone' | 'invited_email'

/**
 * HMAC-SHA-256 of a value for an equality search. The key comes from NEXTAUTH_SECRET and not from ENCRYPTION_KEYS,
 * because those rotate and an index must find yesterday's rows; so with a new NEXTAUTH_SECRET older rows are not found.
 */
export const blindIndex = (purpose: BlindIndexPurpose, value: string): Buffer =>
  createHmac('sha256', derivedKey(`blind-index|${purpose}`))
    .update(value)
    .digest()
