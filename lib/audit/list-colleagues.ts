import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import { pool } from '@/lib/db/client'

export type Colleague = { readonly id: string; readonly name: string }

/** A list a person can still choose from; whoever is not on it is found from one of their rows. */
const most = 500

/** Colleagues whose rows can be searched for, those who left among them. */
export const listColleagues = async (_actor: Permitted<'audit.read'>): Promise<readonly Colleague[]> => {
  const { rows } = await pool().query<Colleague>({
    name: 'audit_colleagues',
    text: 'select id, name from staff order by name, id limit $1',
    values: [most],
  })
  return rows
}
