import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { startBalancer } from '../../e2e/matrix/balancer.ts'
import { Person } from '../../e2e/matrix/person.ts'
import { openLoop } from './open-loop.ts'
import { atMost, type Row, told } from './row.ts'
import { quantile } from './samples.ts'
import { type Bench, inWorld } from './world.ts'

const perSecond = 50
const seconds = 16

/** One of two instances is restarted while people start; nobody may notice. */
export const rollingRestart = (bench: Bench): Promise<Row[]> =>
  inWorld(
    bench,
    async (world) => {
      const second = await world.startWeb()
      const balancer = await startBalancer([world.web.port, second.port])
      const door = { port: balancer.port, host: world.door.host }
      const failures: string[] = []
      const visit = async (): Promise<void> => {
        const person = new Person(door)
        const page = await person.open()
        if (page.status !== 200) failures.push(`the page answered ${page.status}`)
        const answer = await person.press()
        if (answer.status !== 303) failures.push(`the press answered ${answer.status}`)
      }
      const failed = (error: unknown) => failures.push(String(error))
      const load = openLoop(perSecond * seconds, perSecond, () => visit().catch(failed))
      await pause(2_000)
      const code = await second.stop()
      await world.startWeb({ PORT: String(second.port) })
      const times = await load
      await balancer.close()
      for (const failure of new Set(failures)) bench.say(`  ${failure}`)
      return [
        atMost(`failed requests while one of two restarts at ${perSecond} starts/s`, 0, '', failures.length),
        told('the same, page and start together', `p99 ${quantile(times, 0.99).toFixed(0)} ms, exit code ${code}`),
      ]
    },
    { REPLICAS: '2', NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: randomBytes(32).toString('base64') },
  )
