import 'server-only'
import type { InvitationRow } from '@/lib/db/schema/invites'
import { blindIndex } from '@/lib/security/blind-index'
import { newRecordCipher, recordCipher } from '@/lib/security/encrypt'
import type { Invitee } from './invitee'

const contextOf = (id: string) => ({ table: 'invitations', rowId: id })

type SealedInvitee = Pick<
  InvitationRow,
  'data_key' | 'name_enc' | 'email_enc' | 'phone_enc' | 'email_index' | 'phone_index'
>

const indexOf = (purpose: 'invited_email' | 'invited_phone', value: string): Buffer | null =>
  value === '' ? null : blindIndex(purpose, value)

export const emailIndex = (email: string): Buffer | null => indexOf('invited_email', email)
export const phoneIndex = (phone: string): Buffer | null => indexOf('invited_phone', phone)

/** What the database keeps of a person's name, address and number (C-01, C-02). */
export const sealInvitee = (id: string, { name, email, phone }: Invitee): SealedInvitee => {
  const { dataKey, seal } = newRecordCipher(contextOf(id))
  const sealed = (column: string, value: string): string | null => (value === '' ? null : seal(column, value))
  return {
    data_key: dataKey,
    name_enc: sealed('name_enc', name),
    email_enc: sealed('email_enc', email),
    phone_enc: sealed('phone_enc', phone),
    email_index: emailIndex(email),
    phone_index: phoneIndex(phone),
  }
}

type Sealed = Pick<InvitationRow, 'id' | 'data_key' | 'name_enc' | 'email_enc' | 'phone_enc'>

/** The same again, in words; null for what nobody told us. */
export const openInvitee = (row: Sealed): Record<'name' | 'email' | 'phone', string | null> => {
  const cipher = recordCipher({ ...contextOf(row.id), dataKey: row.data_key })
  const open = (column: string, sealed: string | null): string | null =>
    sealed === null ? null : cipher.open(column, sealed)
  return {
    name: open('name_enc', row.name_enc),
    email: open('email_enc', row.email_enc),
    phone: open('phone_enc', row.phone_enc),
  }
}

const tokenColumn = (mailId: string): string => `token_enc ${mailId}`

/** The token of a link that is on its way by e-mail, under the key of its invitation. */
export const sealToken = ({ id, data_key }: Pick<InvitationRow, 'id' | 'data_key'>, mailId: string, token: string) =>
  recordCipher({ ...contextOf(id), dataKey: data_key }).seal(tokenColumn(mailId), token)

export const openToken = ({ id, data_key }: Pick<InvitationRow, 'id' | 'data_key'>, mailId: string, sealed: string) =>
  recordCipher({ ...contextOf(id), dataKey: data_key }).open(tokenColumn(mailId), sealed)

/** Enough to recognise a person one knows, too little to reach one (ux 5: masked first). */
export const masked = (value: string): string => {
  const [name = '', host] = value.split('@')
  if (host !== undefined) return `${[...name][0] ?? ''}•••@${host}`
  if (/^\d+$/.test(value)) return `••••••${value.slice(-4)}`
  return value
    .split(' ')
    .map((word) => `${[...word][0] ?? ''}•••`)
    .join(' ')
}
