import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pool } from '@/lib/db/client'
import type { Finding } from './chain/chain'
import { addRows, asIntruder, auditTestBed, rehashFrom, sign, verifyNow } from './testing'

/*
 * A trail of 45 rows: heads are signed at 20 and 40, five rows wait for the next. Every crime is done by a superuser with the
 * triggers off, on real tables, and must be found at the very row.
 */

let drop: () => Promise<void>
beforeAll(async () => {
  drop = (await auditTestBed()).drop
  await addRows(20)
  await sign()
  await addRows(20)
  await sign()
  await addRows(5)
})
afterAll(() => drop())

/** Says something else in a row, in its columns and its body alike. */
const rewrite = (seq: number, upTo = seq): string =>
  `update audit_events set object_id = 'kyc_other',
     body = regexp_replace(body, '"object_id":"[^"]*"', '"object_id":"kyc_other"') where seq between ${seq} and ${upTo};`

const swap = (one: number, other: number): string =>
  `update audit_events set seq = -1 where seq = ${one}; update audit_events set seq = ${one} where seq = ${other};
   update audit_events set seq = ${other} where seq = -1;`

const forget = 'delete from audit_heads;'

type Crime = readonly [what: string, crime: string, finding: Finding]

const edits: readonly Crime[] = [
  ['the body of a row is edited', rewrite(7), { kind: 'changed', seq: 7 }],
  ['the first row is edited', rewrite(1), { kind: 'changed', seq: 1 }],
  ['the newest row, not yet signed, is edited', rewrite(45), { kind: 'changed', seq: 45 }],
  [
    'only what a search looks at is edited',
    `update audit_events set actor_id = 'reaper' where seq = 12;`,
    { kind: 'columns_differ', seq: 12 },
  ],
  [
    'only the time in the column is edited',
    `update audit_events set at = at - interval '1 day' where seq = 12;`,
    { kind: 'columns_differ', seq: 12 },
  ],
  [
    'a row is edited and its own hash with it',
    `${rewrite(7)} update audit_events set hash = sha256(prev_hash || convert_to(seq::text || body, 'UTF8')) where seq = 7;`,
    { kind: 'rehashed', seq: 7 },
  ],
  [
    'an unsigned row is edited and its own hash with it',
    `${rewrite(43)} update audit_events set hash = sha256(prev_hash || convert_to(seq::text || body, 'UTF8')) where seq = 43;`,
    { kind: 'unlinked', seq: 44 },
  ],
]

const deletions: readonly Crime[] = [
  ['a row in the middle is deleted', 'delete from audit_events where seq = 13;', { kind: 'missing', seq: 13 }],
  ['several rows are deleted', 'delete from audit_events where seq between 18 and 31;', { kind: 'missing', seq: 18 }],
  ['the first rows are deleted', 'delete from audit_events where seq < 4;', { kind: 'missing', seq: 1 }],
  [
    'a row is deleted, the rest renumbered and hashed anew',
    `delete from audit_events where seq = 13; ${rehashFrom(13)}`,
    { kind: 'rehashed', seq: 13 },
  ],
  ['the tail is deleted', 'delete from audit_events where seq > 30;', { kind: 'tail_missing', seq: 31 }],
  [
    'the tail is deleted and writers set back to it',
    `delete from audit_events where seq > 30; ${rehashFrom(30)}`,
    { kind: 'tail_missing', seq: 31 },
  ],
  [
    'the unsigned tail is deleted, and writers left where they were',
    'delete from audit_events where seq > 42;',
    { kind: 'tail_missing', seq: 43, upTo: 45 },
  ],
  ['everything is deleted', `delete from audit_events;`, { kind: 'tail_missing', seq: 1 }],
]

const rewritings: readonly Crime[] = [
  ['two rows change places', swap(8, 9), { kind: 'changed', seq: 8 }],
  ['two rows change places and all is hashed anew', `${swap(8, 9)} ${rehashFrom(8)}`, { kind: 'rehashed', seq: 8 }],
  ['an old row is edited and all is hashed anew', `${rewrite(5)} ${rehashFrom(5)}`, { kind: 'rehashed', seq: 5 }],
  ['the row under a head is edited and hashed anew', `${rewrite(20)} ${rehashFrom(20)}`, { kind: 'rehashed', seq: 20 }],
  [
    'something that is no JSON is put in and hashed',
    `update audit_events set body = 'x' where seq = 44; ${rehashFrom(44)}`,
    { kind: 'columns_differ', seq: 44 },
  ],
  [
    'a row comes twice',
    `alter table audit_events drop constraint audit_events_pkey;
     insert into audit_events select * from audit_events where seq = 9;`,
    { kind: 'repeated', seq: 9 },
  ],
  [
    'a row is slipped in and all is hashed anew',
    `alter table audit_events drop constraint audit_events_pkey;
     insert into audit_events select * from audit_events where seq = 9; ${rehashFrom(9)}`,
    { kind: 'rehashed', seq: 10 },
  ],
]

const heads: readonly Crime[] = [
  [
    'a signature is exchanged',
    `update audit_heads set signature = (select signature from audit_heads where number = 1) where number = 2;`,
    { kind: 'head_forged', seq: 21, upTo: 40 },
  ],
  [
    'a statement is rewritten',
    `${rewrite(5)} ${rehashFrom(5)} update audit_heads set statement =
       regexp_replace(statement, '"hash":"[0-9a-f]+"', '"hash":"' || (select encode(hash, 'hex') from audit_events where seq = 20) || '"')
       where number = 1;`,
    { kind: 'head_forged', seq: 1, upTo: 20 },
  ],
  [
    'the digests of a head are exchanged to fit',
    `${rewrite(5)} ${rehashFrom(5)} update audit_heads set digests =
       (select string_agg(substring(hash for 8), ''::bytea order by seq) from audit_events where seq <= 20) where number = 1;`,
    { kind: 'head_forged', seq: 1, upTo: 20 },
  ],
  [
    'a head is moved to other rows',
    `update audit_heads set seq = 41 where number = 2;`,
    { kind: 'head_forged', seq: 21, upTo: 41 },
  ],
  [
    'the first head is deleted',
    'delete from audit_heads where number = 1;',
    { kind: 'head_missing', seq: 1, upTo: 40 },
  ],
  [
    'a purge is made up to hide old rows',
    `insert into audit_heads select 3, 'purge', 10, statement, signature, digests, signed_at from audit_heads where number = 1;
     delete from audit_events where seq <= 10;`,
    { kind: 'head_forged', seq: 1, upTo: 10 },
  ],
]

describe('a trail that nobody touched', () => {
  it('is whole, and says how far it is signed', async () => {
    const { finding, place, signed } = await asIntruder('select 1', (client) => verifyNow(client))
    expect({ finding, seq: place.seq, signed: signed?.seq }).toEqual({ finding: null, seq: 45, signed: 40 })
  })

  it('does not pass once its newest rows have waited an hour for a head [G-02]', async () => {
    const later = new Date(Date.now() + 61 * 60_000)
    const { finding } = await asIntruder('select 1', (client) => verifyNow(client, later))
    expect(finding).toEqual({ kind: 'unsigned', seq: 41, upTo: 45 })
    const forgotten = await asIntruder(forget, (client) => verifyNow(client, later))
    expect(forgotten.finding).toEqual({ kind: 'unsigned', seq: 1, upTo: 45 })
  })
})

describe.each([
  ['edits', edits],
  ['deletions', deletions],
  ['rewritings', rewritings],
  ['heads', heads],
] as const)('tampering by %s', (_name, crimes) => {
  it.each(crimes)('is found at its first row when %s [G-02]', async (_what, crime, expected) => {
    const { finding } = await asIntruder(crime, (client) => verifyNow(client))
    expect(finding).toEqual(expected)
  })
})

describe('without the rights of a superuser', () => {
  it.each([
    `update audit_events set body = '{}' where seq = 3`,
    'delete from audit_events where seq = 3',
    'delete from audit_events',
    'truncate audit_events',
    `update audit_heads set statement = '{}'`,
    'delete from audit_heads',
    'truncate audit_heads',
  ])('is refused: %s [G-02]', async (statement) => {
    await expect(pool().query(statement)).rejects.toThrow(/refused/)
  })

  it('the owner of the tables may not even try to update or truncate [G-02]', async () => {
    const { rows } = await pool().query<{ may: boolean }>(
      `select bool_or(privilege_type in ('UPDATE', 'TRUNCATE')) as may
       from pg_class, aclexplode(relacl) where relname in ('audit_events', 'audit_heads')`,
    )
    expect(rows[0]?.may).toBe(false)
  })
})
