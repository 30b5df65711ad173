import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signingKey } from '../lib/audit/keys'
import { addRows, auditTestBed, rehashFrom, sign } from '../lib/audit/testing'
import { pool } from '../lib/db/client'
import { root } from './settings'

let headsFile: string
let drop: () => Promise<void>
beforeAll(async () => {
  const bed = await auditTestBed()
  headsFile = bed.headsFile
  drop = bed.drop
  await addRows(30)
  await sign()
  await addRows(10)
  await sign()
})
afterAll(() => drop())

type Ended = { code: number; out: string }

/** The command as an operator runs it, in a process of its own. */
const verify = (args: readonly string[] = [], over: Record<string, string | undefined> = {}): Promise<Ended> =>
  new Promise((resolve) => {
    const env = { ...process.env, NODE_ENV: 'production', ...over } as const
    execFile(process.execPath, [join(root, 'scripts', 'audit-verify.ts'), ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out: stdout + stderr }),
    )
  })

const commit = (crime: string) => pool().query(`begin; set local session_replication_role = replica; ${crime}; commit`)

// In order: each test leaves the tables as the next one needs them.
describe('npm run audit:verify', () => {
  it('ends with 0 on a whole trail and says how far it is signed [G-02]', async () => {
    const { code, out } = await verify()
    expect(out).toMatch(
      /Read rows #1 to #40 .*\nCompared 2 signed heads of .*\nChain intact up to #40, signed up to #40 at /,
    )
    expect(code).toBe(0)
  })

  it('needs no secret: the public key that the console shows is enough for an auditor', async () => {
    const key = signingKey()?.publicText ?? ''
    expect((await verify(['--public-key', key], { AUDIT_SIGNING_KEY: '' })).code).toBe(0)
    const stranger = randomBytes(32).toString('base64url')
    const other = await verify(['--public-key', stranger])
    expect(other.out).toContain(
      'First bad row: #1 (at the earliest; at the latest #30): the signed head over it is not',
    )
    expect(other.code).toBe(1)
  })

  it('ends with 2 when it could not look: database away, unknown option, file not there, key that is none', async () => {
    const away = await verify([], { DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' })
    expect(away.out).toContain('The trail could not be checked')
    const codes = [away.code]
    for (const args of [['--hedas'], ['--heads', '/nowhere/heads.txt'], ['--public-key', 'short']])
      codes.push((await verify(args)).code)
    expect(codes).toEqual([2, 2, 2, 2])
  })

  it('ends with 1 and names the first bad row [G-02]', async () => {
    await commit(`update audit_events set body = replace(body, 'kyc_6', 'kyc_9') where seq = 7`)
    const { code, out } = await verify()
    expect(out).toContain('First bad row: #7: its text is not the one that was written.')
    expect(code).toBe(1)
    await commit(`update audit_events set body = replace(body, 'kyc_9', 'kyc_6') where seq = 7`)
    expect((await verify()).code).toBe(0)
  })

  it('finds a tail that went with its heads by the log of yesterday [G-02]', async () => {
    const log = join(headsFile, '..', 'yesterday.log')
    const { rows } = await pool().query<{ token: string }>(
      `select 'swh1.' || translate(encode(convert_to(statement, 'UTF8'), 'base64'), E'+/=\\n', '-_') || '.' ||
         translate(encode(signature, 'base64'), E'+/=\\n', '-_') as token from audit_heads order by number`,
    )
    writeFileSync(log, rows.map(({ token }) => `{"event":"audit.head_signed","audit_head":"${token}"}\n`).join(''))
    await commit(`delete from audit_events where seq > 30; delete from audit_heads where number = 2; ${rehashFrom(30)}`)
    const empty = join(headsFile, '..', 'empty.txt')
    writeFileSync(empty, '')
    expect((await verify(['--heads', empty])).code).toBe(0)
    const { code, out } = await verify(['--heads', log])
    expect(out).toContain('First bad row: #31 (at the earliest; at the latest #40): a signed head kept outside')
    expect(code).toBe(1)
  })
})
