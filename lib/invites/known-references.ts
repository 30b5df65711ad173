import 'server-only'
import type { PoolClient } from 'pg'
import { pool } from '@/lib/db/client'
import type { ReadRow } from './read-invitees'

/** References asked for with one statement. */
const askAtOnce = 500

const referenceOf = (row: ReadRow): string => ('invitee' in row ? row.invitee.reference : '')

/** Of an invitation whose link still opens something at the second value of the statement. */
const opensStill = `expires_at > $2 and revoked_at is null
             and template_id <> all(array(select id from templates where ended_at is not null))`

/** Which of these references have an invitation whose link still opens something, in lower case. */
export const openReferences = async (
  client: Pick<PoolClient, 'query'>,
  references: readonly string[],
  at: Date,
): Promise<ReadonlySet<string>> => {
  const { rows } = await client.query<{ reference: string }>({
    name: 'known_references',
    text: `select lower(reference) as reference from invitations
           where lower(reference) = any(array(select lower(r) from unnest($1::text[]) as r))
             and ${opensStill}`,
    values: [references, at],
  })
  return new Set(rows.map(({ reference }) => reference.toLowerCase()))
}

/** Whether somebody of this reference has such an invitation, but for the one that a form with this hash has made. */
export const isReferenceOut = async (
  client: Pick<PoolClient, 'query'>,
  reference: string,
  at: Date,
  formHash: Buffer,
): Promise<boolean> => {
  const { rowCount } = await client.query(
    `select 1 from invitations where lower(reference) = lower($1) and ${opensStill}
       and form_key_hash is distinct from $3 limit 1`,
    [reference, at, formHash],
  )
  return rowCount === 1
}

/**
 * The rows of a file, with those that have an open invitation already as problems: the same file sent twice, or the whole
 * list with a few new people, invites nobody a second time.
 */
export async function* leaveOutKnown(source: AsyncIterable<ReadRow>, at: Date): AsyncGenerator<ReadRow> {
  const judge = async (rows: readonly ReadRow[]): Promise<ReadRow[]> => {
    const references = rows.map(referenceOf).filter((reference) => reference !== '')
    const known = references.length === 0 ? new Set<string>() : await openReferences(pool(), references, at)
    return rows.map((row) =>
      known.has(referenceOf(row).toLowerCase())
        ? { row: row.row, problems: [{ row: row.row, column: 'reference', code: 'known' }] }
        : row,
    )
  }
  let waiting: ReadRow[] = []
  for await (const row of source) {
    waiting.push(row)
    if (waiting.length < askAtOnce) continue
    yield* await judge(waiting)
    waiting = []
  }
  yield* await judge(waiting)
}
