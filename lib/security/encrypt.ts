import 'server-only'
import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { env } from '@/lib/env'

/** The row a value belongs to; its table and id are part of what is authenticated, so no value can move (C-01). */
export type RecordContext = { readonly table: string; readonly rowId: string }

/** A row that already has its data key, in the wrapped form its `data_key` column holds. */
export type SealedRecord = RecordContext & { readonly dataKey: string }

export type SealErrorKind = 'unknown_key' | 'malformed' | 'not_authentic'

/** A sealed value that must not be used. Never carries any part of the value. */
export class SealError extends Error {
  readonly kind: SealErrorKind
  constructor(kind: SealErrorKind, where: string) {
    super(`Sealed value of ${where} cannot be opened: ${kind}`)
    this.name = 'SealError'
    this.kind = kind
  }
}

const version = 'v1'
const ivBytes = 12
const tagBytes = 16
const keyBytes = 32

// A column name ends at the separator, which no name of ours contains, so no two contexts share one text.
const aadOf = (context: RecordContext, column: string): Buffer =>
  Buffer.from(`${version}|${context.table}|${context.rowId}|${column}`)

const encrypt = (key: KeyObject, aad: Buffer, plain: Buffer): string => {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  cipher.setAAD(aad)
  const body = cipher.update(plain)
  cipher.final()
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')
}

const decrypt = (key: KeyObject, aad: Buffer, packed: string, where: string): Buffer => {
  const bytes = Buffer.from(packed, 'base64url')
  if (bytes.length < ivBytes + tagBytes) throw new SealError('malformed', where)
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes })
  decipher.setAAD(aad)
  decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
  const plain = decipher.update(bytes.subarray(ivBytes + tagBytes))
  try {
    decipher.final()
  } catch {
    // Node's message says no more than this; nothing decrypted so far leaves this function.
    throw new SealError('not_authentic', where)
  }
  return plain
}

const where = (context: RecordContext, column: string): string => `${context.table}.${column} ${context.rowId}`

// Node turns a Buffer into a key object at every use, which takes longer than sealing a short value.
const keyObjects = new WeakMap<Buffer, KeyObject>()

const keyObject = (bytes: Buffer): KeyObject => {
  const known = keyObjects.get(bytes)
  if (known) return known
  const made = createSecretKey(bytes)
  keyObjects.set(bytes, made)
  return made
}

const keyById = (id: string): KeyObject | undefined => {
  const entry = env().encryptionKeys.find((each) => each.id === id)
  return entry && keyObject(entry.key)
}

const wrap = (context: RecordContext, dataKey: Buffer): string => {
  const first = env().encryptionKeys[0]
  if (first === undefined) throw new Error('ENCRYPTION_KEYS must hold a key, found none')
  return `${version}.${first.id}.${encrypt(keyObject(first.key), aadOf(context, 'data_key'), dataKey)}`
}

/**
 * A data key for one row, wrapped by the first key of ENCRYPTION_KEYS: `v1.<key id>.<iv, tag, key>`.
 * Store it beside the sealed columns; deleting it makes the row unreadable for good (C-04).
 */
export const newRecordKey = (context: RecordContext): string => wrap(context, randomBytes(keyBytes))

const unwrap = (record: SealedRecord): Buffer => {
  const at = where(record, 'data_key')
  const [head, id, packed, rest] = record.dataKey.split('.')
  if (head !== version || id === undefined || packed === undefined || rest !== undefined)
    throw new SealError('malformed', at)
  const key = keyById(id)
  if (key === undefined) throw new SealError('unknown_key', at)
  const dataKey = decrypt(key, aadOf(record, 'data_key'), packed, at)
  if (dataKey.length !== keyBytes) throw new SealError('malformed', at)
  return dataKey
}

/** Text to `v1.<iv, tag, body>`, bound to table, row and column. */
const sealer =
  (context: RecordContext, key: KeyObject) =>
  (column: string, plain: string): string =>
    `${version}.${encrypt(key, aadOf(context, column), Buffer.from(plain))}`

/** The values of a row that is being made, with a data key of its own: it is wrapped once and never opened meanwhile. */
export const newRecordCipher = (context: RecordContext) => {
  const dataKey = randomBytes(keyBytes)
  return { dataKey: wrap(context, dataKey), seal: sealer(context, createSecretKey(dataKey)) }
}

/** Several values of one row with one unwrapping of its key; the key lives as long as the returned object. */
export const recordCipher = (record: SealedRecord) => {
  const key = createSecretKey(unwrap(record))
  return {
    seal: sealer(record, key),
    /** @throws SealError when the text was changed, moved, or sealed with another key. */
    open: (column: string, sealed: string): string => {
      const at = where(record, column)
      const [head, packed, rest] = sealed.split('.')
      if (head !== version || packed === undefined || rest !== undefined) throw new SealError('malformed', at)
      return decrypt(key, aadOf(record, column), packed, at).toString('utf8')
    },
  }
}

/** Seals one value; use `recordCipher` for several values of the same row. */
export const seal = (record: SealedRecord, column: string, plain: string): string =>
  recordCipher(record).seal(column, plain)

/** Opens one value. @throws SealError when it is not exactly what was sealed for this row and column. */
export const open = (record: SealedRecord, column: string, sealed: string): string =>
  recordCipher(record).open(column, sealed)

/** Wraps the data key of a row with the first encryption key; the same text when it already is (C-03). */
export const rewrapRecordKey = (record: SealedRecord): string => {
  const first = env().encryptionKeys[0]
  return record.dataKey.startsWith(`${version}.${first?.id}.`) ? record.dataKey : wrap(record, unwrap(record))
}
