import 'server-only'
import { createHmac } from 'node:crypto'
import { env } from '@/lib/env'
import { phonePath } from '@/lib/paths'
import { derivedKey } from '@/lib/security/derived-key'

const keyed = (purpose: 'handover' | 'handover-link', id: string): string =>
  createHmac('sha256', derivedKey(purpose)).update(id).digest('base64url')

/** The secret in the QR code. A keyed hash of the row's id, so that a reload of the window shows the same one. */
export const tokenOf = (id: string): string => keyed('handover', id)

/** The link of an invitation that the phone goes on with; the same when its answer was lost and the page is opened again. */
export const linkTokenOf = (id: string): string => keyed('handover-link', id)

/** The address in the QR code. */
export const phoneUrl = (id: string): string => env().publicOrigin + phonePath(tokenOf(id))
