import { FormData } from 'undici'
import { formWith, hiddenFieldsIn, Person } from '../../e2e/matrix/person.ts'
import { makeColleague } from '../../e2e/pages/colleague.ts'
import { residentMb } from './process-figures.ts'
import { atMost, type Row, told } from './row.ts'
import { p95 } from './samples.ts'
import { type Bench, inWorld } from './world.ts'

const attempts = 200

/** Four hashes of 64 MiB at once are allowed at most (lib/auth/password.ts); the rest is for answering. */
const mostMb = 4 * 64 + 60

/** A wrong password from an address of its own. @returns whether there was room to check it */
const tryPassword = async (person: Person, form: string, email: string): Promise<boolean> => {
  const body = new FormData()
  for (const [name, value] of hiddenFieldsIn(form)) body.append(name, value)
  body.append('email', email)
  body.append('password', 'not the password 4711')
  const origin = `http://${person.door.host}`
  const { status, text } = await person.ask('/sign-in', { method: 'POST', body, headers: { origin } })
  if (status !== 200) throw new Error(`expected the sign-in page again, found ${status}`)
  return !text.includes('Many people are signing in')
}

/** What two hundred sign-ins at the same moment cost everybody else. */
export const signIns = (bench: Bench): Promise<Row[]> =>
  inWorld(bench, async (world) => {
    // Somebody to sign in, or the page leads to set-up.
    await makeColleague(world, 'admin')
    const visitor = new Person(world.door)
    const form = formWith((await visitor.ask('/sign-in')).text, 'name="email"')
    const rounds = bench.quick ? 2 : 6
    const people = Array.from({ length: attempts }, () => new Person(world.door))
    const look = async (): Promise<number> => {
      const { status, ms } = await new Person(world.door).ask('/')
      if (status !== 200) throw new Error(`expected the start page, found ${status}`)
      return ms
    }
    for (let n = 0; n < 50; n += 1) await look()
    const alone: number[] = []
    for (let n = 0; n < 100; n += 1) alone.push(await look())
    const before = residentMb(world.web.process.pid)
    let most = before
    const watch = setInterval(() => {
      most = Math.max(most, residentMb(world.web.process.pid))
    }, 20)
    const meanwhile: number[] = []
    let checked = 0
    for (let round = 0; round < rounds; round += 1) {
      let under = true
      const tries = people.map((person, n) => tryPassword(person, form, `nobody.${round}.${n}@bank.example`))
      const all = Promise.all(tries).finally(() => {
        under = false
      })
      while (under) meanwhile.push(await look())
      checked += (await all).filter(Boolean).length
    }
    clearInterval(watch)
    const without = `${p95(alone).toFixed(0)} ms without them`
    return [
      atMost(`memory added by ${attempts} sign-ins at once`, mostMb, 'MB', most - before),
      atMost('the start page meanwhile, p95', 250, 'ms', p95(meanwhile), without),
      told(
        'of these had their password checked; the others were asked to try again',
        `${checked} of ${attempts * rounds}`,
      ),
    ]
  })
