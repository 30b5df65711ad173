import { parseArgs } from 'node:util'
import pg from 'pg'
import { migrate } from './migrate.ts'
import { runMain, StartProblem } from './problem.ts'
import { loadSecrets } from './secrets.ts'
import { refuseLiveKey, requireEmpty } from './seed/guard.ts'
import { sessionIndexKey } from './seed/seal-row.ts'
import { seedSessions } from './seed/seed-sessions.ts'
import { tellStories } from './seed/tell-stories.ts'
import { readSettings } from './settings.ts'
import { withDatabase } from './with-database.ts'

/*
 * npm run seed -- --demo                a believable month: 2,000 sessions with all they leave behind
 * npm run seed -- --sessions 10000000   a year of that many, for measuring; the newest 20,000 with all they leave behind
 * Into the database of DATABASE_URL, of a running start, or of .data; it must hold no sessions yet.
 */

const usage = 'Usage: npm run seed -- --demo, or npm run seed -- --sessions NUMBER [--days NUMBER]'
const say = (line: string) => console.log(line)

/** Sessions with consent record, provider calls and audit rows; each row of the trail waits for the one before it. */
const mostTold = 20_000

function options(): { sessions: number; days: number } {
  try {
    const { values } = parseArgs({
      options: { demo: { type: 'boolean' }, sessions: { type: 'string' }, days: { type: 'string' } },
    })
    const sessions = Number(values.sessions ?? (values.demo ? 2_000 : Number.NaN))
    const days = Number(values.days ?? (values.demo ? 30 : 365))
    if (Number.isSafeInteger(sessions) && sessions > 0 && Number.isSafeInteger(days) && days > 0)
      return { sessions, days }
    throw new StartProblem(usage)
  } catch (error) {
    throw error instanceof StartProblem ? error : new StartProblem(usage, { cause: error })
  }
}

async function seed(url: string, { sessions, days }: { sessions: number; days: number }): Promise<void> {
  const secrets = loadSecrets()
  // A database that was only just made, by its address, has no tables yet.
  await migrate(url, { say })
  const client = new pg.Client({ connectionString: url, application_name: 'seed' })
  await client.connect()
  try {
    await requireEmpty(client)
    const started = performance.now()
    await client.query('begin')
    const indexKey = sessionIndexKey(secrets.NEXTAUTH_SECRET)
    const made = await seedSessions(client, { sessions, days, now: new Date(), indexKey, say })
    await client.query('commit')
    say('Telling the newest of them whole …')
    const rows = await tellStories(client, { newest: mostTold, encryptionKeys: secrets.ENCRYPTION_KEYS })
    // The planner must know what is there, and pages that are known to be visible answer from the index alone.
    await client.query('vacuum analyze')
    const seconds = Math.round((performance.now() - started) / 1000)
    say(
      `${made.toLocaleString('en')} sessions over ${days} days in ${seconds} s. ` +
        `${Math.min(made, mostTold).toLocaleString('en')} of them, the newest, have a session_id to read, a consent record, ` +
        `provider calls and ${rows.toLocaleString('en')} rows in the trail.`,
    )
  } finally {
    await client.end()
  }
}

await runMain(async () => {
  const wish = options()
  refuseLiveKey()
  await withDatabase(readSettings(), (url) => seed(url, wish))
})
process.exit()
