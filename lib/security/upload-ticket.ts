import 'server-only'
import { nowMs } from '@/lib/clock'
import { newSecret } from '@/lib/ids'
import { readSigned, signText } from './signed-text'

/** Where the one form with a file is sent. */
export const uploadPath = '/admin/invitations/many/upload'

/** A page with a file field may lie open this long. */
const lifeMs = 2 * 60 * 60 * 1000

/** Room for the largest file and the words around it; a little more, so that a file just too large is told so in words. */
export const maxUploadBytes = 12 * 1024 * 1024

/**
 * A ticket in the address of the upload, so that the front door can tell a body it should let in from one that merely claims
 * to be large (N-05). It lets nobody do anything: who may upload is asked again behind the door. It is also the form's key.
 */
export const newUploadTicket = (): string => signText('invite-upload', `${newSecret()}.${nowMs().toString(36)}`)

/** @param graceMs how much older it may be where the body took its time after the door let it in */
export const isUploadTicket = (ticket: string | null, graceMs = 0): ticket is string => {
  const made = ticket === null ? undefined : readSigned('invite-upload', ticket)?.split('.')[1]
  return made !== undefined && nowMs() - Number.parseInt(made, 36) < lifeMs + graceMs
}

/** The most bytes this address takes, or null for the usual. @param target path and query */
export const uploadRoom = (target: string): number | null => {
  if (!target.startsWith(`${uploadPath}?`)) return null
  return isUploadTicket(new URLSearchParams(target.slice(uploadPath.length)).get('ticket')) ? maxUploadBytes : null
}
