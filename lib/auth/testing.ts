import 'server-only'
import { type Permission, type Permitted, permit, type Role } from './permissions'
import { adminFor } from './require-admin'

/** A colleague for a test of a verb, with the proof it asks for. @throws when the role does not have it */
export const colleague = <P extends Permission>(id: string, role: Role, ...wanted: readonly P[]): Permitted<P> => {
  const actor = permit(adminFor({ id, name: 'Asha Rao', role }), ...wanted)
  if (!actor) throw new Error(`expected a role with ${wanted.join(', ')}, found ${role}`)
  return actor
}
