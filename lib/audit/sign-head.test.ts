import { readFileSync, statSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { pool } from '@/lib/db/client'
import { checkOutside } from './chain/outside-heads'
import { openHead, signingKeyOf, tokensIn, trustedKeysOf } from './chain/signed-head'
import { trustedKeys } from './keys'
import { forgetHeads } from './publish-head'
import { addRows, asIntruder, auditor, auditTestBed, rehashFrom, sign, verifyNow } from './testing'
import { watchTrail } from './watch-trail'

let headsFile: string
let drop: () => Promise<void>
beforeAll(async () => {
  const bed = await auditTestBed()
  headsFile = bed.headsFile
  drop = bed.drop
})
afterAll(() => drop())

/** Does it for good: triggers off, committed. */
const commit = async (crime: string): Promise<void> => {
  await pool().query(`begin; set local session_replication_role = replica; ${crime}; commit`)
}

const last = async (): Promise<number> => {
  const { rows } = await pool().query<{ seq: string }>('select seq from audit_head')
  return Number(rows[0]?.seq)
}

/** A trail with rows and one head, whatever a test did to the one before. */
beforeEach(async () => {
  await commit(
    `delete from audit_events; delete from audit_heads;
     update audit_head set seq = 0, hash = sha256('swikriti audit trail'::bytea);
     update audit_watch set walk_seq = 0, walk_hash = sha256('swikriti audit trail'::bytea), broken_kind = null,
       broken_seq = null, broken_at = null, whole_at = null, checked_at = null, checked_seq = 0`,
  )
  await pool().query('select 1')
  const { truncateSync, existsSync } = await import('node:fs')
  if (existsSync(headsFile)) truncateSync(headsFile)
  forgetHeads()
  await addRows(10)
  await sign()
})

const lines = async function* () {
  yield* readFileSync(headsFile, 'utf8').split('\n')
}

describe('a signed head', () => {
  it('goes into the database and, readable by nobody else, into the file [G-02]', async () => {
    const [token] = tokensIn(readFileSync(headsFile, 'utf8'))
    expect(token && openHead(trustedKeys(), token)).toMatchObject({ kind: 'head', number: 1, from: 0, seq: 10 })
    expect(statSync(headsFile).mode & 0o777).toBe(0o600)
    const { rows } = await pool().query('select number, seq from audit_heads')
    expect(rows).toEqual([{ number: '1', seq: '10' }])
  })

  it('is made only when there is something new, and by one of many who try', async () => {
    await sign()
    await addRows(3)
    await Promise.all(Array.from({ length: 8 }, () => sign()))
    const { rows } = await pool().query('select number, seq from audit_heads order by number')
    expect(rows).toEqual([
      { number: '1', seq: '10' },
      { number: '2', seq: '13' },
    ])
  })

  it('says nothing to a key that did not sign it, and nothing when a byte of it differs [G-02]', () => {
    const [token] = tokensIn(readFileSync(headsFile, 'utf8'))
    if (!token) throw new Error('expected a head in the file')
    const stranger = trustedKeysOf([signingKeyOf(Buffer.alloc(32, 7).toString('base64')).publicText])
    expect(openHead(stranger, token)).toBeNull()
    expect(openHead(trustedKeys(), { ...token, statement: token.statement.replace('"seq":10', '"seq":11') })).toBeNull()
    expect(openHead(trustedKeys(), { ...token, statement: 'no JSON' })).toBeNull()
    expect(openHead(trustedKeys(), { ...token, signature: Buffer.alloc(64) })).toBeNull()
  })

  it('is found in a line of the log, whatever stands around it', () => {
    const token = readFileSync(headsFile, 'utf8').trim()
    const line = `Nov 25 08:00:00 host swikriti[7]: {"level":"info","event":"audit.head_signed","audit_head":"${token}","count":10}`
    expect(tokensIn(line)).toEqual(tokensIn(token))
  })
})

describe('the signer', () => {
  it('signs nothing that it finds changed since the last head [G-02]', async () => {
    await addRows(3)
    await commit(`update audit_events set body = replace(body, 'kyc_1', 'kyc_9') where seq = 12`)
    expect(await sign()).toMatchObject({ finding: { kind: 'changed', seq: 12 } })
    const { rows } = await pool().query('select max(seq)::int as seq from audit_heads')
    expect(rows).toEqual([{ seq: 10 }])
  })

  it('does not lend its signature to rows that were hashed anew with their heads deleted [G-02]', async () => {
    await commit(`update audit_events set body = replace(body, 'kyc_4', 'kyc_9') where seq = 5; ${rehashFrom(5)}
      delete from audit_heads`)
    expect(await sign()).toMatchObject({ finding: { kind: 'contradicted', seq: 1, upTo: 10 } })
  })

  it('does not sign a cut trail that has grown again, and remembers it across a restart by its file [G-02]', async () => {
    await commit(`delete from audit_events where seq > 6; delete from audit_heads; ${rehashFrom(6)}`)
    await addRows(20)
    forgetHeads()
    expect(await sign()).toMatchObject({ finding: { kind: 'contradicted', seq: 1, upTo: 10 } })
  })

  it('notices that the tail was cut since it last looked [G-02]', async () => {
    await commit(`delete from audit_events where seq > 8; ${rehashFrom(8)}`)
    expect((await sign()).finding?.seq).toBeLessThanOrEqual(9)
  })
})

describe('heads kept outside the database', () => {
  it('find a tail that was cut together with its heads, which the database alone cannot show [G-02]', async () => {
    await addRows(5)
    await sign()
    const crime = `delete from audit_events where seq > 10; delete from audit_heads where number > 1; ${rehashFrom(10)}`
    await asIntruder(crime, async (client) => {
      expect((await verifyNow(client)).finding).toBeNull()
      const outside = await checkOutside(client, trustedKeys(), lines(), 0)
      expect(outside).toEqual({ heads: 2, foreign: 0, finding: { kind: 'contradicted', seq: 11, upTo: 15 } })
    })
  })

  it('find rows that were hashed anew under new heads by someone who had the key', async () => {
    const crime = `update audit_events set body = replace(body, 'kyc_4', 'kyc_9') where seq = 5; delete from audit_heads;
      ${rehashFrom(5)}`
    const { finding } = await asIntruder(crime, (client) => checkOutside(client, trustedKeys(), lines(), 0))
    expect(finding).toEqual({ kind: 'contradicted', seq: 1, upTo: 10 })
  })

  it('agree with an untouched trail, and lines that nobody trusted has signed count for nothing', async () => {
    const stranger = trustedKeysOf([signingKeyOf(Buffer.alloc(32, 7).toString('base64')).publicText])
    await asIntruder('select 1', async (client) => {
      expect(await checkOutside(client, trustedKeys(), lines(), 0)).toEqual({ heads: 1, foreign: 0, finding: null })
      expect(await checkOutside(client, stranger, lines(), 0)).toEqual({ heads: 0, foreign: 1, finding: null })
    })
  })
})

type Watch = { checked_seq: string; whole: boolean; broken_kind: string | null; broken_seq: string | null }

const watch = async (): Promise<Watch | undefined> => {
  const { rows } = await pool().query<Watch>(
    'select checked_seq, whole_at is not null as whole, broken_kind, broken_seq from audit_watch',
  )
  return rows[0]
}

describe('the watch over the trail', () => {
  it('signs what is new and comes round over what is old, a part at a time', async () => {
    await addRows(15)
    for (const whole of [false, false, true]) {
      expect(await watchTrail(auditor, 10)).toBeNull()
      expect(await watch()).toMatchObject({ checked_seq: '25', whole, broken_kind: null })
    }
  })

  it('finds an old row that was changed long after it was signed, and says so until all rows are good again', async () => {
    await commit(`update audit_events set body = replace(body, 'kyc_3', 'kyc_9') where seq = 4`)
    expect(await watchTrail(auditor)).toEqual({ kind: 'changed', seq: 4 })
    await addRows(5)
    expect(await watchTrail(auditor, 3)).toBeNull()
    expect(await watch()).toMatchObject({ broken_kind: 'changed', broken_seq: '4' })
    await commit(`update audit_events set body = replace(body, 'kyc_9', 'kyc_3') where seq = 4`)
    expect(await watchTrail(auditor, 3)).toBeNull()
    expect(await watch()).toMatchObject({ broken_kind: 'changed' })
    expect(await watchTrail(auditor)).toBeNull()
    expect(await watch()).toMatchObject({ broken_kind: null, whole: true, checked_seq: String(await last()) })
  })

  it('keeps signing while others write', async () => {
    const writers = Promise.all(Array.from({ length: 10 }, () => addRows(10)))
    for (let round = 0; round < 5; round += 1) expect(await watchTrail(auditor)).toBeNull()
    await writers
    expect(await watchTrail(auditor)).toBeNull()
    expect((await asIntruder('select 1', (client) => verifyNow(client))).finding).toBeNull()
  })
})
