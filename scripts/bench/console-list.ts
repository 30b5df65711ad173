import pg from 'pg'
import { sessionIndexKey } from '../seed/seal-row.ts'
import { seedSessions } from '../seed/seed-sessions.ts'
import { seededSessionId } from '../seed/session-sql.ts'
import { startStack } from '../stack.ts'
import { type Question, questionsFor } from './list-addresses.ts'
import { listVisitor } from './list-visitor.ts'
import { atMost, type Row } from './row.ts'
import { quantile } from './samples.ts'
import type { Bench } from './world.ts'

const fewSessions = 10_000
// Ten million take a quarter of an hour to make, so they are for who asks: npm run bench -- list --large
const manySessions = process.argv.includes('--large') ? 10_000_000 : 1_000_000
const manyWhenQuick = 200_000
const limitMs = 60
const overview = { name: 'overview of 30 days', path: '/admin?days=30' }

/** A product with a year of so many sessions. @param given a database seeded before (BENCH_LIST_FEW, BENCH_LIST_MANY) */
const listWith = async (bench: Bench, sessions: number, given?: string) => {
  const stack = await startStack({
    adminUrl: bench.adminUrl,
    env: { RUN_JOBS: '0', ...(given === undefined ? {} : { DATABASE_URL: given }) },
  })
  const databaseUrl = given ?? stack.databaseUrl
  const db = new pg.Pool({ connectionString: databaseUrl })
  const client = await db.connect()
  if (given === undefined) {
    bench.say(`  ${sessions.toLocaleString('en')} sessions …`)
    await client.query('begin')
    const indexKey = sessionIndexKey(stack.env.NEXTAUTH_SECRET ?? '')
    await seedSessions(client, { sessions, days: 365, now: new Date(), indexKey, say: bench.say })
    await client.query('commit')
    await client.query('vacuum analyze kyc_sessions')
  }
  const questions = await questionsFor(client, seededSessionId)
  client.release()
  const ask = await listVisitor({ ...stack, db })
  await db.end()
  return { stack, questions, ask }
}

/**
 * The list of the console with few and with very many sessions, asked the same things in turn: whatever else the machine
 * does meanwhile happens to both. The figures are whole answers, sign-in check, count and page included.
 */
export const consoleList = async (bench: Bench): Promise<Row[]> => {
  const rounds = bench.quick ? 15 : 60
  const [few, many] = [
    await listWith(bench, fewSessions, process.env.BENCH_LIST_FEW),
    await listWith(bench, bench.quick ? manyWhenQuick : manySessions, process.env.BENCH_LIST_MANY),
  ]
  try {
    const rows: Row[] = []
    const compare = async (question: Question, twin: Question) => {
      const samples: { few: number[]; many: number[] } = { few: [], many: [] }
      for (let round = -3; round < rounds; round += 1) {
        const [small, large] = [await few.ask(twin), await many.ask(question)]
        if (round < 0) continue
        samples.few.push(small)
        samples.many.push(large)
      }
      return [quantile(samples.few, 0.95), quantile(samples.many, 0.95)] as const
    }
    const [quick, whole] = await compare(overview, overview)
    rows.push(atMost('overview of 30 days, p95', 150, 'ms', whole, `${quick.toFixed(2)} ms with 10,000`))
    for (const [index, question] of many.questions.entries()) {
      const twin = few.questions[index]
      if (!twin) throw new Error('expected the same questions for both')
      const [small, large] = await compare(question, twin)
      const limit = Math.min(limitMs, Math.max(1.2 * small, small + 1))
      rows.push(atMost(`list p95, ${question.name}`, limit, 'ms', large, `${small.toFixed(2)} ms with 10,000`))
    }
    return rows
  } finally {
    await few.stack.stop()
    await many.stack.stop()
  }
}
