import 'server-only'
import { now } from '@/lib/clock'
import { type Permission, type Permitted, permit, type Role } from './permissions'
import { isFresh, type Present } from './presence'
import { adminFor } from './require-admin'

/** A colleague for a test of a verb, with the proofs it asks for: the right, and presence. @throws when the role does not have it */
export const colleague = <P extends Permission>(
  id: string,
  role: Role,
  ...wanted: readonly P[]
): Present<Permitted<P>> => {
  const at = now()
  const signIn = { sid: 'sid_test', freshAt: at, ends: { idle: at, latest: at } }
  const actor = permit(adminFor({ id, name: 'Asha Rao', role }, signIn), ...wanted)
  if (!actor || !isFresh(actor)) throw new Error(`expected a role with ${wanted.join(', ')}, found ${role}`)
  return actor
}
