import type { ClientBase, QueryResultRow } from 'pg'
import { beginning, type ChainRow, chainColumns, type Place } from './chain.ts'
import { openHead, type TrustedKeys } from './signed-head.ts'
import { headColumns, type StoredHead } from './walk.ts'

/*
 * The trail as it lies in PostgreSQL. Every function works on a connection inside a transaction, whose snapshot makes rows
 * and heads belong together; the product and `npm run audit:verify` bring their own.
 */

const batchSize = 2_000

/** The rows of a statement through a cursor: flat memory, however many. */
async function* through<Row extends QueryResultRow>(
  client: ClientBase,
  name: 'trail_rows' | 'trail_heads',
  text: string,
  values: readonly unknown[],
): AsyncGenerator<Row> {
  await client.query(`declare ${name} no scroll cursor for ${text}`, [...values])
  try {
    for (;;) {
      const { rows } = await client.query<Row>(`fetch forward ${batchSize} from ${name}`)
      if (rows.length === 0) return
      yield* rows
    }
  } finally {
    await client.query(`close ${name}`)
  }
}

/** PostgreSQL's bigint arrives as text; a trail of 2^53 rows will not be met. */
type Raw<T> = { [K in keyof T]: T[K] extends number ? string : T[K] }

export async function* readRows(client: ClientBase, after: number, upTo: number | null): AsyncGenerator<ChainRow> {
  const text = `select ${chainColumns} from audit_events where seq > $1 and seq <= $2 order by seq`
  const most = upTo ?? Number.MAX_SAFE_INTEGER
  for await (const row of through<Raw<ChainRow>>(client, 'trail_rows', text, [after, most]))
    yield { ...row, seq: Number(row.seq) }
}

const toHead = (row: Raw<StoredHead>): StoredHead => ({ ...row, number: Number(row.number), seq: Number(row.seq) })

/** Heads that say something about rows after `after`, and the purges between them, by number. */
export async function* readHeads(client: ClientBase, after: number, upTo: number | null): AsyncGenerator<StoredHead> {
  const text = `select ${headColumns} from audit_heads
    where number >= (select min(number) from audit_heads where kind = 'head' and seq > $1)
      and number <= coalesce((select min(number) from audit_heads where kind = 'head' and seq >= $2),
        (select max(number) from audit_heads))
    order by number`
  const most = upTo ?? Number.MAX_SAFE_INTEGER
  for await (const row of through<Raw<StoredHead>>(client, 'trail_heads', text, [after, most])) yield toHead(row)
}

const one = async (client: ClientBase, where: string): Promise<StoredHead | null> => {
  const { rows } = await client.query<Raw<StoredHead>>(
    `select ${headColumns} from audit_heads ${where} order by number desc limit 1`,
  )
  return rows[0] ? toHead(rows[0]) : null
}

/** The newest entry of all, for its number. */
export const newestEntry = (client: ClientBase) => one(client, '')

/** The newest head over rows. */
export const newestHead = (client: ClientBase) => one(client, `where kind = 'head'`)

export const newestPurge = (client: ClientBase) => one(client, `where kind = 'purge'`)

/** Where the rows that are kept begin: at the newest purge, else at the beginning. Null when that purge is not ours. */
export const trailStart = async (client: ClientBase, keys: TrustedKeys): Promise<Place | null> => {
  const purge = await newestPurge(client)
  if (!purge) return beginning
  const said = openHead(keys, purge)
  return said?.kind === 'purge' && said.seq === purge.seq
    ? { seq: said.seq, hash: Buffer.from(said.hash, 'hex') }
    : null
}

/** The row that every writer takes in turn: where the next row will be added. */
export const writingPlace = async (client: ClientBase): Promise<Place> => {
  const { rows } = await client.query<{ seq: string; hash: Buffer }>('select seq, hash from audit_head where id = 1')
  const row = rows[0]
  if (!row) throw new Error('expected the one row of audit_head, found none')
  return { seq: Number(row.seq), hash: row.hash }
}
