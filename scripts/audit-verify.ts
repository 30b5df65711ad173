import { createReadStream, existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import pg from 'pg'
import type { Finding, FindingKind } from '../lib/audit/chain/chain.ts'
import { checkOutside } from '../lib/audit/chain/outside-heads.ts'
import { signingKeyOf, type TrustedKeys, trustedKeysOf } from '../lib/audit/chain/signed-head.ts'
import { type Trail, verifyTrail } from '../lib/audit/chain/verify-trail.ts'
import { runMain, StartProblem } from './problem.ts'
import { knownSigningKey } from './secrets.ts'
import { auditHeadsFile, readSettings, setting } from './settings.ts'
import { withDatabase } from './with-database.ts'

/*
 * npm run audit:verify [-- --heads FILE …] [--public-key KEY …]
 * Exit codes: 0 the trail is whole, 1 it is not (the first bad row is named), 2 it could not be checked.
 */

const brokenCode = 1
const uncheckedCode = 2
const progressEvery = 250_000

const sentences: Record<FindingKind, string> = {
  missing: 'it is missing',
  repeated: 'its number comes twice or out of order',
  unlinked: 'it does not follow the row before it',
  changed: 'its text is not the one that was written',
  columns_differ: 'its columns do not say what its text says',
  rehashed: 'it is not the row that was signed',
  tail_missing: 'it and all newer rows are missing',
  head_forged: 'the signed head over it is not signed by a key we trust',
  head_missing: 'a signed head over it is missing',
  contradicted: 'a signed head kept outside the database names another row',
  unsigned: 'it has waited more than an hour for a signed head',
}

const wordsOf = ({ kind, seq, upTo }: Finding): string =>
  `First bad row: #${seq}${upTo !== undefined && upTo > seq ? ` (at the earliest; at the latest #${upTo})` : ''}: ${sentences[kind]}.`

function options() {
  try {
    return parseArgs({
      options: { heads: { type: 'string', multiple: true }, 'public-key': { type: 'string', multiple: true } },
    }).values
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new StartProblem(`${why}\nUsage: npm run audit:verify -- [--heads FILE …] [--public-key KEY …]`, {
      exitCode: uncheckedCode,
    })
  }
}

/** Keys named on the command line, for an auditor who holds no secret; else the one of this deployment and its former ones. */
function keysFor(given: readonly string[] | undefined): TrustedKeys {
  const former = (setting('AUDIT_FORMER_KEYS') ?? '').split(',').filter((key) => key.trim() !== '')
  const seed = knownSigningKey()
  if (!given && !seed) {
    throw new StartProblem('No key is known here. Set AUDIT_SIGNING_KEY, or give the public key with --public-key.', {
      exitCode: uncheckedCode,
    })
  }
  try {
    const own = seed ? [signingKeyOf(seed).publicText, ...former.map((key) => key.trim())] : []
    return trustedKeysOf(given ?? own)
  } catch (error) {
    throw new StartProblem('A key is not 32 bytes in base64; copy the public key from the audit page of the console.', {
      cause: error,
      exitCode: uncheckedCode,
    })
  }
}

/** Files of heads or logs that hold some; the one this deployment keeps is read without being named. */
function headFiles(given: readonly string[] | undefined): readonly string[] {
  const gone = given?.find((file) => !existsSync(file))
  if (gone) throw new StartProblem(`${gone} is not there.`, { exitCode: uncheckedCode })
  return given ?? [auditHeadsFile()].filter((file) => existsSync(file))
}

async function countRows(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ total: string }>('select seq as total from audit_head where id = 1')
  return Number(rows[0]?.total ?? 0)
}

async function verifyAll(client: pg.Client, keys: TrustedKeys): Promise<Trail> {
  const total = await countRows(client)
  const passed = ({ seq }: { seq: number }) => {
    if (seq % progressEvery === 0) console.error(`… #${seq} of #${total} (${Math.floor((100 * seq) / total)} %)`)
  }
  return verifyTrail(client, keys, { now: new Date(), passed })
}

async function report(url: string, keys: TrustedKeys, files: readonly string[]): Promise<Finding | null> {
  const client = new pg.Client({ connectionString: url, application_name: 'audit_verify' })
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read, read only')
    const started = performance.now()
    const trail = await verifyAll(client, keys)
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    console.log(`Read rows #${trail.start.seq + 1} to #${trail.place.seq} in ${seconds} s.`)
    const outside = await outsideFinding(client, keys, files, trail.start.seq)
    const finding = [trail.finding, outside].filter((found) => found !== null).sort((a, b) => a.seq - b.seq)[0]
    console.log(finding ? wordsOf(finding) : closing(trail))
    return finding ?? null
  } finally {
    await client.end()
  }
}

const closing = ({ place, signed }: Trail): string =>
  signed
    ? `Chain intact up to #${place.seq}, signed up to #${signed.seq} at ${signed.at}.`
    : `Chain intact up to #${place.seq}; no signed head yet.`

async function outsideFinding(client: pg.Client, keys: TrustedKeys, files: readonly string[], purged: number) {
  let earliest: Finding | null = null
  for (const file of files) {
    const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })
    const { heads, foreign, finding } = await checkOutside(client, keys, lines, purged)
    console.log(
      `Compared ${heads} signed heads of ${file}${foreign > 0 ? `; ${foreign} more are signed by no key we trust` : ''}.`,
    )
    if (finding && (earliest === null || finding.seq < earliest.seq)) earliest = finding
  }
  return earliest
}

async function main(): Promise<void> {
  const given = options()
  const settings = readSettings()
  const keys = keysFor(given['public-key'])
  const files = headFiles(given.heads)
  const finding = await withDatabase(settings, (url) => report(url, keys, files)).catch((error: unknown) => {
    if (error instanceof StartProblem) throw error
    const why = error instanceof Error ? error.message : String(error)
    throw new StartProblem(`The trail could not be checked: ${why}`, { cause: error, exitCode: uncheckedCode })
  })
  if (finding) process.exitCode = brokenCode
}

await runMain(main)
process.exit()
