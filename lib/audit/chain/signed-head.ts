import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { z } from 'zod'
import { jsonOrNull } from './chain.ts'

/*
 * Signed heads: what makes a chain that anybody can compute a chain that only this deployment can continue (G-02).
 * Pure, for the product and for `npm run audit:verify`.
 */

/**
 * A `head` fixes every row up to `seq`; `from` is the row the head before it ended at, and `digests` the SHA-256 of the
 * first bytes of each row hash in between. A `purge` says that the rows up to `seq` were deleted after their time.
 */
const statementSchema = z.strictObject({
  v: z.literal(1),
  kind: z.enum(['head', 'purge']),
  number: z.int().positive(),
  from: z.int().nonnegative(),
  seq: z.int().nonnegative(),
  hash: z.hex().length(64),
  digests: z.hex().length(64),
  at: z.iso.datetime(),
  key: z.string(),
})
export type HeadStatement = z.output<typeof statementSchema>

/** The exact bytes that were signed, and the signature. */
export type SealedHead = { readonly statement: string; readonly signature: Buffer }

export type SigningKey = { readonly id: string; readonly privateKey: KeyObject; readonly publicText: string }

/** Public keys by id; the only anchor of trust a verifier has. */
export type TrustedKeys = ReadonlyMap<string, KeyObject>

// The fixed beginnings of an Ed25519 key in DER (RFC 8410); 32 bytes follow.
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex')
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex')

const idOf = (raw: Buffer): string => createHash('sha256').update(raw).digest('hex').slice(0, 16)

/** @param seed 32 bytes in base64, as AUDIT_SIGNING_KEY holds them */
export const signingKeyOf = (seed: string): SigningKey => {
  const der = Buffer.concat([privatePrefix, Buffer.from(seed, 'base64')])
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const raw = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(publicPrefix.length)
  return { id: idOf(raw), privateKey, publicText: raw.toString('base64url') }
}

/** @param texts public keys as the console shows them; @throws on a text that is not one */
export const trustedKeysOf = (texts: readonly string[]): TrustedKeys =>
  new Map(
    texts.map((text) => {
      const raw = Buffer.from(text, 'base64url')
      if (raw.length !== 32) throw new Error('expected a public key of 32 bytes in base64url')
      return [
        idOf(raw),
        createPublicKey({ key: Buffer.concat([publicPrefix, raw]), format: 'der', type: 'spki' }),
      ] as const
    }),
  )

// Says what is signed, so that no other text signed with this key can ever be taken for a head.
const message = (statement: string): Buffer => Buffer.from(`swikriti audit head\n${statement}`)

export const sealHead = (key: SigningKey, said: Omit<HeadStatement, 'v' | 'key'>): SealedHead => {
  const statement = JSON.stringify(statementSchema.parse({ v: 1, ...said, key: key.id }))
  return { statement, signature: sign(null, message(statement), key.privateKey) }
}

/** What a sealed head says, or null when no key we trust has signed exactly this. */
export const openHead = (keys: TrustedKeys, { statement, signature }: SealedHead): HeadStatement | null => {
  const parsed = statementSchema.safeParse(jsonOrNull(statement))
  if (!parsed.success) return null
  const key = keys.get(parsed.data.key)
  return key && verify(null, message(statement), key, signature) ? parsed.data : null
}

const mark = 'swh1'

/** One word that carries a head through logs and files. */
export const tokenOf = ({ statement, signature }: SealedHead): string =>
  `${mark}.${Buffer.from(statement).toString('base64url')}.${signature.toString('base64url')}`

const tokenPattern = /\bswh1\.([A-Za-z0-9_-]{20,2000})\.([A-Za-z0-9_-]{86})(?![A-Za-z0-9_-])/g

/** Every head in a line of text, whatever stands around it. */
export const tokensIn = (line: string): SealedHead[] =>
  [...line.matchAll(tokenPattern)].map(([, statement = '', signature = '']) => ({
    statement: Buffer.from(statement, 'base64url').toString(),
    signature: Buffer.from(signature, 'base64url'),
  }))
