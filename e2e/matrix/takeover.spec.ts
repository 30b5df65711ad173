import { expect, test } from 'playwright/test'
import { Person } from './person.ts'
import { auditBreak, count, doorOf, full, severalProcesses, startWorld, sweepNow, until, type World } from './world.ts'

const flows = 8

let world: World

test.describe.configure({ mode: 'default', timeout: full ? 240_000 : 120_000 })

test.beforeAll(async () => {
  world = await startWorld({ env: severalProcesses })
})

test.afterAll(() => world.stop())

const leased = () => count(world.db, `kyc_sessions where status = 'at_provider' and lease_until > now()`)

test('what an instance was reading when it was killed is read by the other within a minute, and moved once [F-23] [F-19]', async () => {
  const people = Array.from({ length: flows }, () => new Person(world.door))
  for (const person of people) {
    await person.start()
    await world.control.outcome(person.atProvider().session_id, { kind: 'deny' })
  }
  // The provider takes its time, so that the reads are still open when the blow falls.
  await world.control.fault({ endpoint: 'status', kind: 'slow', ms: 60_000, times: 'forever' })
  await world.db.query(`update kyc_sessions set next_read_at = now() - interval '1 second'`)
  await sweepNow(world.db)
  await until('reads are under way', async () => (await leased()) > 0)
  await world.web.kill()
  const killedAt = performance.now()
  await world.control.clearFaults()
  // The sample spares itself the half minute a lease lasts.
  if (!full)
    await world.db.query(
      `update kyc_sessions set lease_until = now() - interval '1 second' where lease_until is not null`,
    )
  const second = await world.startWeb()
  await until(
    'everyone is settled',
    async () => (await count(world.db, `kyc_sessions where status = 'failed'`)) === flows,
    90_000,
  )
  expect(performance.now() - killedAt).toBeLessThan(60_000)
  expect(await count(world.db, `audit_events where action = 'status.changed'`)).toBe(flows)
  expect(await auditBreak(world.db)).toBeNull()
  const late = new Person(doorOf(world, second.port))
  expect((await late.start()).status).toBe(303)
})
