import { createHash } from 'node:crypto'

/*
 * The rules of the hash chain, for the product and for `npm run audit:verify`; pure, so that both judge alike.
 * hash = SHA-256(prev_hash || seq || body), as the database function `audit_append` computes it.
 */

/** A row as it is stored. Only `seq` and `body` are hashed; the other columns repeat the body for search. */
export type ChainRow = {
  seq: number
  at: Date
  actor_kind: string
  actor_id: string
  action: string
  object_id: string
  request_id: string | null
  body: string
  prev_hash: Buffer
  hash: Buffer
}

export const chainColumns = 'seq, at, actor_kind, actor_id, action, object_id, request_id, body, prev_hash, hash'

/** How far a walk has come: the last row that fitted. */
export type Place = { readonly seq: number; readonly hash: Buffer }

/** Where every trail begins: no row yet, and the first `prev_hash`. */
export const beginning: Place = { seq: 0, hash: createHash('sha256').update('swikriti audit trail').digest() }

/**
 * What can be wrong with a trail.
 * `missing` rows are gone · `repeated` a number comes twice · `unlinked` does not follow the row before · `changed` the
 * body is not the one that was hashed · `columns_differ` what is searched is not what the body says · `rehashed` fits its
 * neighbours but not the signed head · `tail_missing` the newest rows are gone · `head_forged` a signature is not ours ·
 * `head_missing` a signed head is gone · `contradicted` a head kept outside the database says otherwise · `unsigned` rows
 * are older than a head may be.
 */
export const findingKinds = [
  'missing',
  'repeated',
  'unlinked',
  'changed',
  'columns_differ',
  'rehashed',
  'tail_missing',
  'head_forged',
  'head_missing',
  'contradicted',
  'unsigned',
] as const
export type FindingKind = (typeof findingKinds)[number]

/** The first thing that is wrong. `seq` is the first bad row; with `upTo`, it lies between the two. */
export type Finding = { readonly kind: FindingKind; readonly seq: number; readonly upTo?: number }

export const rowHash = (prev_hash: Buffer, seq: number, body: string): Buffer =>
  createHash('sha256').update(prev_hash).update(`${seq}${body}`, 'utf8').digest()

/** Whether a stored hash is the one that a statement names in hex. */
export const isHash = (hash: Buffer | undefined, hex: string): boolean => hash?.equals(Buffer.from(hex, 'hex')) === true

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** Whether the columns a search looks at say what the hashed body says. */
const columnsAgree = (row: ChainRow): boolean => {
  const body = jsonOrNull(row.body)
  if (typeof body !== 'object' || body === null) return false
  const said = new Map<string, unknown>(Object.entries(body))
  return (
    text(said.get('at')) === row.at.toISOString() &&
    text(said.get('actor_kind')) === row.actor_kind &&
    text(said.get('actor_id')) === row.actor_id &&
    text(said.get('action')) === row.action &&
    text(said.get('object_id')) === row.object_id &&
    text(said.get('request_id')) === row.request_id
  )
}

/** Whoever writes into a table by hand may put anything in; what is no JSON is not one of ours. */
export const jsonOrNull = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** What is wrong with one row on its own, whatever stands before it. */
export const ownFault = (row: ChainRow): 'changed' | 'columns_differ' | null => {
  if (!rowHash(row.prev_hash, row.seq, row.body).equals(row.hash)) return 'changed'
  return columnsAgree(row) ? null : 'columns_differ'
}

/** What is wrong with a row that stands after `place`; null when it fits. */
export const nextFault = (place: Place, row: ChainRow): Finding | null => {
  if (row.seq <= place.seq) return { kind: 'repeated', seq: row.seq }
  if (row.seq > place.seq + 1) return { kind: 'missing', seq: place.seq + 1 }
  const fault = ownFault(row)
  if (fault) return { kind: fault, seq: row.seq }
  return row.prev_hash.equals(place.hash) ? null : { kind: 'unlinked', seq: row.seq }
}

/** Bytes of each row's hash that a signed head repeats, to name the very row that a re-hashed chain differs in. */
export const digestBytes = 8

export const digestOf = (hash: Buffer): Buffer => hash.subarray(0, digestBytes)
