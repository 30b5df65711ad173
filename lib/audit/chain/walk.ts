import { createHash } from 'node:crypto'
import { type ChainRow, digestBytes, digestOf, type Finding, isHash, nextFault, type Place } from './chain.ts'
import { type HeadStatement, openHead, type SealedHead, type TrustedKeys } from './signed-head.ts'

/** A signed head as it is stored; `number`, `kind` and `seq` repeat the statement for search and are compared with it. */
export type StoredHead = SealedHead & { number: number; kind: string; seq: number; digests: Buffer }

export const headColumns = 'number, kind, seq, statement, signature, digests'

export type Walk = {
  /** The row the walk begins after. */
  readonly start: Place
  /** Rows after the start, by `seq`. */
  readonly rows: AsyncIterable<ChainRow>
  /** Heads that end after the start, by `number`; purge heads among them. */
  readonly heads: AsyncIterable<StoredHead>
  readonly keys: TrustedKeys
  /** Called for each row that fits. */
  readonly passed?: (place: Place) => void
}

/** `place` is the last row that fits, `signed` the last head that was met on the way. */
export type Verdict = { readonly place: Place; readonly signed: HeadStatement | null; readonly finding: Finding | null }

type Window = { said: HeadStatement; digests: Buffer }

const sha256Hex = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** Reads heads in order and judges each on its own and against the one before it. */
class Heads {
  readonly #from: AsyncIterator<StoredHead>
  readonly #keys: TrustedKeys
  readonly #start: Place
  #lastNumber: number | null = null
  /** The head whose rows are being walked. */
  window: Window | null = null
  finding: Finding | null = null

  constructor({ heads, keys, start }: Walk) {
    this.#from = heads[Symbol.asyncIterator]()
    this.#keys = keys
    this.#start = start
  }

  /** Moves on to the next head over rows; false at the end or when something is wrong with it. */
  async advance(): Promise<boolean> {
    for (;;) {
      const { value, done } = await this.#from.next()
      if (done) return false
      const said = openHead(this.#keys, value)
      this.finding = this.#judge(value, said)
      if (this.finding || !said) return false
      this.#lastNumber = said.number
      if (said.kind === 'purge') continue
      this.window = { said, digests: value.digests }
      return true
    }
  }

  #judge(stored: StoredHead, said: HeadStatement | null): Finding | null {
    const after = this.window?.said.seq ?? this.#start.seq
    const forged: Finding = { kind: 'head_forged', seq: after + 1, upTo: Math.max(stored.seq, after + 1) }
    if (!said || said.number !== stored.number || said.kind !== stored.kind || said.seq !== stored.seq) return forged
    if (sha256Hex(stored.digests) !== said.digests) return forged
    const gap: Finding = { kind: 'head_missing', seq: after + 1, upTo: said.seq }
    if (this.#lastNumber !== null && said.number !== this.#lastNumber + 1) return gap
    if (said.kind === 'purge') return null
    const follows = this.window ? said.from === this.window.said.seq : said.from <= this.#start.seq
    return follows ? null : gap
  }
}

const signedFault = ({ said, digests }: Window, row: ChainRow): Finding | null => {
  const index = (row.seq - said.from - 1) * digestBytes
  const same = digestOf(row.hash).equals(digests.subarray(index, index + digestBytes))
  if (!same || (row.seq === said.seq && !isHash(row.hash, said.hash))) return { kind: 'rehashed', seq: row.seq }
  return null
}

/**
 * Walks rows and signed heads side by side and stops at the first thing that is wrong. Rows after the last head are judged
 * by the chain alone. Memory is one row and one head, however long the trail.
 */
export const walk = async (path: Walk): Promise<Verdict> => {
  let place = path.start
  const heads = new Heads(path)
  const verdict = (finding: Finding | null): Verdict => ({ place, signed: heads.window?.said ?? null, finding })
  let more = true
  for await (const row of path.rows) {
    while (more && (heads.window?.said.seq ?? 0) < row.seq) more = await heads.advance()
    const fault = nextFault(place, row)
    if (fault) return verdict(fault)
    if (heads.window && row.seq <= heads.window.said.seq) {
      const differs = signedFault(heads.window, row)
      if (differs) return verdict(differs)
    }
    if (heads.finding) return verdict(heads.finding)
    place = { seq: row.seq, hash: row.hash }
    path.passed?.(place)
  }
  while (more) more = await heads.advance()
  if (heads.window && heads.window.said.seq > place.seq) return verdict({ kind: 'tail_missing', seq: place.seq + 1 })
  return verdict(heads.finding)
}
