import type { Person } from '../../e2e/matrix/person.ts'
import { count, sweepNow, until } from '../../e2e/matrix/world.ts'
import { consentLifeMs, nextReadAt } from '../../lib/kyc/reconcile-plan.ts'
import { inParallel, openLoop } from './open-loop.ts'
import { openPeople, start } from './people.ts'
import { atMost, type Row } from './row.ts'
import { median } from './samples.ts'
import { type Bench, inWorld, type World } from './world.ts'

const outcomes = [{ kind: 'allow', documents: ['pan'] }, { kind: 'deny' }, { kind: 'fail' }] as const

/** Decides over there and comes back; every fifth does so twice, and everyone looks at the result. */
const finish = async (world: World, person: Person, index: number): Promise<void> => {
  await world.control.outcome(person.atProvider().session_id, outcomes[index % 10 < 7 ? 0 : index % 10 === 7 ? 1 : 2])
  const [{ result }] = await Promise.all([person.comeBack(), ...(index % 5 === 0 ? [person.comeBack()] : [])])
  const page = await person.ask(result)
  if (page.status !== 200) throw new Error(`expected the result page, found ${page.status}`)
}

const callsPerReturningPerson = async (world: World, people: number): Promise<number> => {
  const crowd = await openPeople(world.door, people)
  await inParallel(crowd, 8, start)
  await inParallel([...crowd.entries()], 8, ([index, person]) => finish(world, person, index))
  const { counts } = await world.control.stats()
  return (counts.authenticate + counts.init + counts.status) / people
}

/** How often the schedule reads somebody who never comes back. */
const plannedReads = (): number => {
  const sentAt = new Date(0)
  const facts = { sentAt, boundReturnAt: null, staleAt: new Date(consentLifeMs) }
  let reads = 0
  for (let at = nextReadAt(facts, sentAt); at; at = nextReadAt(facts, at)) reads += 1
  return reads
}

/** Lets time pass for everyone who is away, until the next read of the first of them is due. */
const skipToNextRead = (world: World) =>
  world.db.query(
    `update kyc_sessions set created_at = created_at - gap, sent_at = sent_at - gap, next_read_at = next_read_at - gap,
       consent_expiry = consent_expiry - gap
     from (select max(next_read_at) - now() + interval '1 second' as gap from kyc_sessions where status = 'at_provider') g
     where status = 'at_provider'`,
  )

const readsOfThoseWhoStayAway = async (world: World, people: number): Promise<number> => {
  const before = (await world.control.stats()).counts.status
  await inParallel(await openPeople(world.door, people), 8, start)
  const open = `kyc_sessions where status = 'at_provider'`
  while ((await count(world.db, open)) > 0) {
    await skipToNextRead(world)
    await sweepNow(world.db)
    await until(
      'all were read',
      async () => (await count(world.db, `${open} and next_read_at <= now()`)) === 0,
      120_000,
    )
  }
  return ((await world.control.stats()).counts.status - before) / people
}

/** Return → 303 of people who come back one after the other, ms. */
const returnTimes = async (world: World, people: number): Promise<number[]> => {
  const crowd = await openPeople(world.door, people)
  await inParallel(crowd, 8, start)
  return openLoop(people, 10, (index) => crowd[index]?.comeBack() ?? Promise.reject(new Error('nobody is left')))
}

/** A return beside hundreds of reads that are due, against the same without them. */
const delayByTheSweep = async (world: World, people: number): Promise<number> => {
  const alone = await returnTimes(world, people)
  await inParallel(await openPeople(world.door, 10 * people), 8, start)
  await skipToNextRead(world)
  await sweepNow(world.db)
  return median(await returnTimes(world, people)) / median(alone)
}

/** What one person costs at the provider, whether they come back or not. */
export const providerCalls = (bench: Bench): Promise<Row[]> =>
  inWorld(bench, async (world) => {
    const people = bench.quick ? 100 : 500
    const perPerson = await callsPerReturningPerson(world, people)
    bench.say(`  ${perPerson.toFixed(3)} calls per person who returns`)
    const reads = await readsOfThoseWhoStayAway(world, bench.quick ? 10 : 50)
    bench.say(`  ${reads.toFixed(2)} reads per person who stays away`)
    return [
      atMost(`provider calls per person who returns, over ${people}`, 2.1, '', perPerson),
      atMost('reads per person who never returns, against the schedule', plannedReads(), '', reads),
      atMost('a return while hundreds of reads are due, p50', 1.25, '×', await delayByTheSweep(world, 30)),
    ]
  })
