import 'server-only'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ImportRow } from '@/lib/db/schema/invites'
import type { Tx } from '@/lib/db/transaction'
import { newId, newReference, secretHash } from '@/lib/ids'
import type { Invitee } from './invitee'
import { sealInvitee } from './seal-invitee'

export type GoodRow = { readonly row: number; readonly invitee: Invitee }

/** Sealed between two turns of everybody else. */
const sealAtOnce = 10

/** What every row of a file gets. */
export type Plan = {
  readonly file: ImportRow
  readonly tokenOf: (row: number) => string
  readonly expiresAt: Date
  readonly remindAt: Date | null
}

const sealRow = ({ row, invitee }: GoodRow, { file, tokenOf, remindAt }: Plan) => {
  const id = newId('inv')
  const mailed = file.by_mail && invitee.email !== ''
  return {
    id,
    row,
    reference: invitee.reference || newReference(),
    locale: invitee.language || file.locale,
    ...sealInvitee(id, invitee),
    token_hash: secretHash(tokenOf(row)),
    mail_id: mailed ? newId('mal') : null,
    remind_at: mailed ? remindAt : null,
  }
}

export type SealedRow = ReturnType<typeof sealRow>

/** Everything of a batch that needs the processor and not the database, so that no transaction waits for it. */
export const sealBatch = async (rows: readonly GoodRow[], plan: Plan): Promise<SealedRow[]> => {
  const sealed: SealedRow[] = []
  for (let from = 0; from < rows.length; from += sealAtOnce) {
    for (const row of rows.slice(from, from + sealAtOnce)) sealed.push(sealRow(row, plan))
    await nextTurn()
  }
  return sealed
}

/** The rows of a batch, with their links and letters, in one statement each. */
export const insertBatch = async (tx: Tx, rows: readonly SealedRow[], { file, expiresAt }: Plan, at: Date) => {
  const column = <K extends keyof SealedRow>(name: K): SealedRow[K][] => rows.map((row) => row[name])
  tx.send({
    name: 'insert_invitations',
    text: `insert into invitations (id, reference, template_id, locale, data_key, name_enc, email_enc, phone_enc, email_index,
             phone_index, life_hours, import_id, import_row, staff_id, created_at, expires_at, messages, next_reminder_at)
           select r.id, r.reference, $12, r.locale, r.data_key, r.name_enc, r.email_enc, r.phone_enc, r.email_index,
             r.phone_index, $13, $14, r.row, $15, $16, $17, case when r.mail_id is null then 0 else 1 end, r.remind_at
           from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bytea[],
             $9::bytea[], $10::int[], $11::timestamptz[], $18::text[])
             as r (id, reference, locale, data_key, name_enc, email_enc, phone_enc, email_index, phone_index, row, remind_at,
               mail_id)`,
    values: [
      column('id'),
      column('reference'),
      column('locale'),
      column('data_key'),
      column('name_enc'),
      column('email_enc'),
      column('phone_enc'),
      column('email_index'),
      column('phone_index'),
      column('row'),
      column('remind_at'),
      file.template_id,
      file.life_hours,
      file.id,
      file.staff_id,
      at,
      expiresAt,
      column('mail_id'),
    ],
  })
  tx.send({
    name: 'insert_invitation_links',
    text: `insert into invitation_links (token_hash, invitation_id, created_at)
           select r.hash, r.id, $3 from unnest($1::bytea[], $2::text[]) as r (hash, id)`,
    values: [column('token_hash'), column('id'), at],
  })
  const mailed = rows.filter((row) => row.mail_id !== null)
  if (mailed.length > 0)
    tx.send({
      name: 'insert_invitation_mail',
      text: `insert into mail_messages (id, invitation_id, kind, state, next_try_at, created_at)
             select r.mail, r.id, 'invitation', 'queued', $3, $3 from unnest($1::text[], $2::text[]) as r (mail, id)`,
      values: [mailed.map((row) => row.mail_id), mailed.map((row) => row.id), at],
    })
  return mailed.length
}
