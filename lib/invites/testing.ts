import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import type { Present } from '@/lib/auth/presence'
import { colleague } from '@/lib/auth/testing'
import { pool } from '@/lib/db/client'
import { newSecret, secretHash } from '@/lib/ids'
import { journeyBed } from '@/lib/sessions/testing'
import { type RenewForm, renewLink } from './change-invitation'
import { checkImport } from './check-import'
import { createInvitation, type InvitationWish } from './create-invitation'
import { getInvitation } from './get-invitation'
import type { Invitee } from './invitee'
import { newLinkKey, readLinkKey } from './links'

export type Inviter = Present<Permitted<'invitations.manage'>>

/** Everything the verbs stand on, and a colleague who may invite. */
export const inviteBed = async () => {
  const bed = await journeyBed()
  await pool().query(
    `insert into staff (id, email, name, role, password_hash, created_at)
     values ('stf_asha', 'asha@bank.example', 'Asha Rao', 'operator', 'x', now())`,
  )
  return { ...bed, asha: await colleague('stf_asha', 'operator', 'invitations.manage') }
}

const nobody: Invitee = { reference: '', name: '', email: '', phone: '', language: '' }

/** The key of a form that this colleague has open. */
export const aKey = (actor: Inviter) => {
  const key = readLinkKey(actor, newLinkKey(actor))
  if (!key) throw new Error('a key of our own was refused')
  return key
}

/** One invited person. */
export const invite = async (
  actor: Inviter,
  invitee: Partial<Invitee> = { reference: 'A1' },
  wish: Partial<InvitationWish> = {},
) => {
  const made = await createInvitation(actor, {
    invitee: { ...nobody, ...invitee },
    templateId: 'tpl_standard',
    locale: 'en',
    lifeHours: 168,
    byMail: false,
    again: true,
    key: aKey(actor),
    ...wish,
  })
  if (!made.ok) throw new Error(`refused: ${made.error.code}`)
  return made.value
}

/** The form of "New link", as this colleague has it open. */
export const formOf = async (actor: Inviter, id: string): Promise<RenewForm> => ({
  key: aKey(actor),
  replaced: (await getInvitation(actor, id))?.replacedLinks ?? 0,
})

/** A new link for somebody who was invited. */
export const renew = async (actor: Inviter, id: string, form?: RenewForm) =>
  renewLink(actor, id, form ?? (await formOf(actor, id)))

async function* inPieces(text: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += 70_000) yield bytes.subarray(at, at + 70_000)
}

/** Of the key of a form for a file that this colleague has open. */
export const aFileKeyHash = (): Buffer => secretHash(newSecret())

/** Looks through the text of a file, as when it is chosen. */
export const look = (actor: Inviter, text: string, keyHash = aFileKeyHash()) =>
  checkImport(actor, { source: inPieces(text), templateId: 'tpl_standard', locale: 'en', lifeHours: 72, keyHash })

/** The id of a file that was looked through. */
export const looked = async (actor: Inviter, text: string): Promise<string> => {
  const checked = await look(actor, text)
  if (!checked.ok) throw new Error(`refused: ${checked.error.code}`)
  return checked.value
}

/** How many rows a table has, under a condition. */
export const countOf = async (table: string, where = 'true', values: unknown[] = []): Promise<number> => {
  const { rows } = await pool().query<{ n: number }>(`select count(*)::int as n from ${table} where ${where}`, values)
  return rows[0]?.n ?? -1
}

/** The invitation a token opens, as the database knows it. */
export const invitationOf = async (token: string): Promise<string | undefined> => {
  const { rows } = await pool().query<{ invitation_id: string }>(
    'select invitation_id from invitation_links where token_hash = $1',
    [secretHash(token)],
  )
  return rows[0]?.invitation_id
}
