import type { ClientBase } from 'pg'
import { type Finding, isHash } from './chain.ts'
import { type HeadStatement, openHead, type TrustedKeys, tokensIn } from './signed-head.ts'

/** Heads looked up in one query. */
const batchSize = 500

type Seen = { heads: number; foreign: number; finding: Finding | null }

const hashesOf = async (client: ClientBase, heads: readonly HeadStatement[]): Promise<Map<number, Buffer>> => {
  const { rows } = await client.query<{ seq: string; hash: Buffer }>(
    'select seq, hash from audit_events where seq = any($1)',
    [heads.map(({ seq }) => seq)],
  )
  return new Map(rows.map(({ seq, hash }) => [Number(seq), hash]))
}

/** The earliest of some heads that the rows do not bear out. Rows up to `purged` are gone with a signed reason. */
const contradiction = async (
  client: ClientBase,
  heads: readonly HeadStatement[],
  purged: number,
): Promise<Finding | null> => {
  const hashes = await hashesOf(client, heads)
  const wrong = heads
    .filter(({ seq, hash }) => seq > purged && !isHash(hashes.get(seq), hash))
    .sort((a, b) => a.seq - b.seq)[0]
  return wrong ? { kind: 'contradicted', seq: Math.max(wrong.from, purged) + 1, upTo: wrong.seq } : null
}

/**
 * Holds heads that were kept outside the database (a file, log lines) against the rows. Only this finds a tail that was cut
 * together with its heads. Heads that no trusted key has signed prove nothing and are counted as `foreign`.
 */
export const checkOutside = async (
  client: ClientBase,
  keys: TrustedKeys,
  lines: AsyncIterable<string>,
  purged: number,
): Promise<Seen> => {
  const seen: Seen = { heads: 0, foreign: 0, finding: null }
  let batch: HeadStatement[] = []
  const look = async () => {
    const found = await contradiction(client, batch, purged)
    batch = []
    if (found && (seen.finding === null || found.seq < seen.finding.seq)) seen.finding = found
  }
  for await (const line of lines)
    for (const token of tokensIn(line)) {
      const said = openHead(keys, token)
      if (!said) seen.foreign += 1
      else if (said.kind === 'head') {
        seen.heads += 1
        batch.push(said)
      }
      if (batch.length >= batchSize) await look()
    }
  await look()
  return seen
}
