import 'server-only'
import { createHash } from 'node:crypto'
import { now } from '@/lib/clock'
import { type Tx, withTransaction } from '@/lib/db/transaction'
import type { SystemActor } from './actor'
import { digestOf, type Finding, isHash, nextFault, type Place } from './chain/chain'
import { newestEntry, newestHead, readRows, trailStart, writingPlace } from './chain/read-trail'
import {
  type HeadStatement,
  openHead,
  type SealedHead,
  type SigningKey,
  sealHead,
  type TrustedKeys,
} from './chain/signed-head'
import { signingKey, trustedKeys } from './keys'
import { lastKnownHead, publishHead } from './publish-head'

/** Rows one head covers at most, so that the digests it carries stay a small value. */
export const rowsPerHead = 10_000

/** `seq` is the newest row that is looked at and, unless `finding` says why not, signed. `more`: rows are left to sign. */
export type Signed = { readonly seq: number | null; readonly finding: Finding | null; readonly more: boolean }

type Entry = Omit<HeadStatement, 'v' | 'key' | 'number' | 'at' | 'digests'>

const sha256Hex = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** An entry as it went into the database, ready to be carried out of it. */
export type Added = { readonly sealed: SealedHead; readonly said: HeadStatement }

/** Signs one entry under the next number; the caller holds the lock, and publishes once the entry is durable. */
export const addEntry = async (tx: Tx, key: SigningKey, entry: Entry, digests: Buffer): Promise<Added> => {
  const number = ((await newestEntry(tx.client))?.number ?? 0) + 1
  const at = now()
  const sealed = sealHead(key, { ...entry, number, at: at.toISOString(), digests: sha256Hex(digests) })
  const said = openHead(trustedKeys(), sealed)
  if (!said) throw new Error('expected to open what was just sealed')
  await tx.client.query(
    `insert into audit_heads (number, kind, seq, statement, signature, digests, signed_at) values ($1, $2, $3, $4, $5, $6, $7)`,
    [number, entry.kind, entry.seq, sealed.statement, sealed.signature, digests, at],
  )
  return { sealed, said }
}

/** One signer at a time, whatever the number of instances. */
export const lockHeads = (tx: Tx) => tx.client.query(`select pg_advisory_xact_lock(hashtext('audit heads'))`)

/** What this machine saw signed before must still be there, or rows were exchanged and heads with them. */
const contradicts = async (tx: Tx, known: HeadStatement | null, start: Place): Promise<Finding | null> => {
  if (!known || known.seq <= start.seq) return null
  const { rows } = await tx.client.query<{ hash: Buffer }>('select hash from audit_events where seq = $1', [known.seq])
  return isHash(rows[0]?.hash, known.hash) ? null : { kind: 'contradicted', seq: known.from + 1, upTo: known.seq }
}

/** Where the next head begins: at the last one, if it is ours and agrees with what is known outside the database. */
const signedPlace = async (tx: Tx, keys: TrustedKeys): Promise<Place | Finding> => {
  const start = await trailStart(tx.client, keys)
  if (!start) return { kind: 'head_forged', seq: 1 }
  const known = await lastKnownHead(keys)
  const differs = await contradicts(tx, known, start)
  if (differs) return differs
  const stored = await newestHead(tx.client)
  const said = stored && openHead(keys, stored)
  if (stored && said?.number !== stored.number) return { kind: 'head_forged', seq: stored.seq }
  if (known && known.number > (said?.number ?? 0))
    return { kind: 'head_missing', seq: (said?.seq ?? start.seq) + 1, upTo: Math.max(known.seq, start.seq + 1) }
  return said && said.seq > start.seq ? { seq: said.seq, hash: Buffer.from(said.hash, 'hex') } : start
}

type Looked = {
  readonly place: Place
  readonly digests: Buffer
  readonly finding: Finding | null
  readonly more: boolean
}

/** Verifies what came after `from`, up to the row that every writer takes in turn. */
const lookAtNew = async (tx: Tx, from: Place): Promise<Looked> => {
  // Read first: a row is visible together with the place of its writer, so nothing up to here can still be on its way.
  const next = await writingPlace(tx.client)
  const end = Math.min(next.seq, from.seq + rowsPerHead)
  const digests: Buffer[] = []
  let place = from
  const looked = (finding: Finding | null): Looked => ({
    place,
    digests: Buffer.concat(digests),
    finding,
    more: next.seq > end,
  })
  for await (const row of readRows(tx.client, from.seq, end)) {
    const finding = nextFault(place, row)
    if (finding) return looked(finding)
    place = { seq: row.seq, hash: row.hash }
    digests.push(digestOf(row.hash))
  }
  if (next.seq < from.seq || place.seq < end)
    return looked({ kind: 'tail_missing', seq: Math.min(next.seq, place.seq) + 1 })
  if (end === next.seq && !next.hash.equals(place.hash)) return looked({ kind: 'unlinked', seq: place.seq + 1 })
  return looked(null)
}

/**
 * Signs the newest head of the chain (G-02) after verifying every row since the one before: a signature never covers what
 * was not looked at, so whoever re-hashes old rows ends up with a chain that contradicts what was signed.
 */
export const signHead = async (_actor: SystemActor, key: SigningKey): Promise<Signed> => {
  const { signed, added } = await withTransaction(async (tx): Promise<{ signed: Signed; added: Added | null }> => {
    await lockHeads(tx)
    const from = await signedPlace(tx, trustedKeys())
    if ('kind' in from) return { signed: { seq: null, finding: from, more: false }, added: null }
    const { place, digests, finding, more } = await lookAtNew(tx, from)
    if (finding || place.seq === from.seq) return { signed: { seq: place.seq, finding, more: false }, added: null }
    const entry = { kind: 'head', from: from.seq, seq: place.seq, hash: place.hash.toString('hex') } as const
    return { signed: { seq: place.seq, finding: null, more }, added: await addEntry(tx, key, entry, digests) }
  })
  if (added) await publishHead(added)
  return signed
}

/** Signs what is new as this process ends, so that a planned stop leaves no row unsigned. */
export const signAtEnd = async (actor: SystemActor): Promise<void> => {
  const key = signingKey()
  if (key) await signHead(actor, key)
}
