import 'server-only'
import { createHmac, createSecretKey } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { pool } from '@/lib/db/client'
import type { ImportRow } from '@/lib/db/schema/invites'
import type { Tx } from '@/lib/db/transaction'
import { recordCipher } from '@/lib/security/encrypt'

/** Small enough that everybody else gets a turn between two of them. */
const partBytes = 64 * 1024

type Keyed = Pick<ImportRow, 'id' | 'data_key'>

const cipherOf = ({ id, data_key }: Keyed) => recordCipher({ table: 'invite_imports', rowId: id, dataKey: data_key })

const columnOf = (part: number): string => `body_enc ${part}`

/** Passes a file on in small parts, and keeps each sealed before anybody reads it. */
export async function* keepParts(tx: Tx, file: Keyed, source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const cipher = cipherOf(file)
  let part = 0
  for await (const chunk of source)
    for (let from = 0; from < chunk.length; from += partBytes) {
      const bytes = chunk.subarray(from, from + partBytes)
      tx.send({
        name: 'keep_import_part',
        text: 'insert into invite_import_parts (import_id, part, body_enc) values ($1, $2, $3)',
        values: [file.id, part, cipher.seal(columnOf(part), Buffer.from(bytes).toString('base64'))],
      })
      part += 1
      yield bytes
      await nextTurn()
    }
}

/** The bytes of a kept file, one part at a time. */
export async function* keptParts(file: Keyed): AsyncGenerator<Uint8Array> {
  const cipher = cipherOf(file)
  for (let part = 0; ; part += 1) {
    const { rows } = await pool().query<{ body_enc: string }>({
      name: 'kept_import_part',
      text: 'select body_enc from invite_import_parts where import_id = $1 and part = $2',
      values: [file.id, part],
    })
    if (!rows[0]) return
    yield Buffer.from(cipher.open(columnOf(part), rows[0].body_enc), 'base64')
  }
}

const linkKeyColumn = 'link_key_enc'

/** A new key for the links of a file, as it is stored. */
export const sealLinkKey = (file: Keyed, key: string): string => cipherOf(file).seal(linkKeyColumn, key)

/** The token of one row: a keyed hash, so that a run that was cut makes the same link again and nothing else is kept. */
export const tokenMaker = (file: Keyed, sealedKey: string): ((row: number) => string) => {
  // A key object: Node makes one of a Buffer at every use, which takes longer than the HMAC.
  const key = createSecretKey(Buffer.from(cipherOf(file).open(linkKeyColumn, sealedKey), 'base64url'))
  return (row) => createHmac('sha256', key).update(`row ${row}`).digest('base64url')
}
