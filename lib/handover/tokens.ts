import 'server-only'
import { createHmac } from 'node:crypto'
import type { Route } from 'next'
import type { HandoverRow } from '@/lib/db/schema/handovers'
import { env } from '@/lib/env'
import { invitedPath, phonePath, startPath } from '@/lib/paths'
import { derivedKey } from '@/lib/security/derived-key'

const keyed = (purpose: 'handover' | 'handover-link', id: string): string =>
  createHmac('sha256', derivedKey(purpose)).update(id).digest('base64url')

/** The secret in the QR code. A keyed hash of the row's id, so that a reload of the window shows the same one. */
export const tokenOf = (id: string): string => keyed('handover', id)

/** The link of an invitation that the phone goes on with; the same when its answer was lost and the page is opened again. */
export const linkTokenOf = (id: string): string => keyed('handover-link', id)

/** Where the phone goes on, and finds how it stands whenever it comes again. */
export const goesOnAt = ({ id, invitation_id }: Pick<HandoverRow, 'id' | 'invitation_id'>): Route =>
  invitation_id === null ? startPath() : invitedPath(linkTokenOf(id))

/** The address in the QR code. */
export const phoneUrl = (id: string): string => env().publicOrigin + phonePath(tokenOf(id))
