import 'server-only'
import type { KycSession } from '@/lib/db/schema/sessions'
import { open } from '@/lib/security/encrypt'

type Sealed = Pick<KycSession, 'id' | 'data_key' | 'session_id_enc' | 'authorization_url_enc'>

const contextOf = (row: Pick<Sealed, 'id' | 'data_key'>) => ({
  table: 'kyc_sessions',
  rowId: row.id,
  dataKey: row.data_key,
})

/** The provider's session_id of a row, or null before the provider answered. */
export const sessionIdOf = (row: Sealed): string | null =>
  row.session_id_enc === null ? null : open(contextOf(row), 'session_id', row.session_id_enc)

/** The address at DigiLocker, or null once it was dropped. A secret: only for the Location header of its own person. */
export const authorizationUrlOf = (row: Sealed): string | null =>
  row.authorization_url_enc === null ? null : open(contextOf(row), 'authorization_url', row.authorization_url_enc)
