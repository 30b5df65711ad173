import 'server-only'
import { createHmac } from 'node:crypto'
import type { AdminActor } from '@/lib/audit/actor'
import { newId, type Prefix } from '@/lib/ids'
import { derivedKey } from './derived-key'

/**
 * The id of the row that a form makes. The same form sent twice by one colleague, with the same words, names the same row:
 * a double click or a reload makes one. Other words in it make another row, and a form without a key always does.
 * @param formKey what stood in the form when it was shown
 */
export const formRowId = <P extends Prefix>(
  prefix: P,
  actor: AdminActor,
  formKey: string,
  said: readonly string[],
): `${P}_${string}` => {
  if (formKey === '') return newId(prefix)
  const sent = JSON.stringify([prefix, actor.staffId, formKey, ...said])
  return `${prefix}_${createHmac('sha256', derivedKey('form-row')).update(sent).digest().subarray(0, 16).toString('base64url')}`
}
