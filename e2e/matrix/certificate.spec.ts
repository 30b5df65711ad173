import { once } from 'node:events'
import { createServer } from 'node:https'
import { expect, test } from 'playwright/test'
import { selfSigned } from '../../scripts/self-signed.ts'
import { Person } from './person.ts'
import { count, doorOf, startWorld, type World } from './world.ts'

let world: World

test.describe.configure({ mode: 'default' })

test.beforeAll(async () => {
  world = await startWorld()
})

test.afterAll(() => world.stop())

test('a provider whose certificate nobody vouches for hears nothing, not even over http, and the person is told [F-17] [F-05]', async () => {
  let requests = 0
  let broken = 0
  const impostor = createServer(selfSigned(), (_request, response) => {
    requests += 1
    response.end('{}')
  })
  impostor.on('tlsClientError', () => {
    broken += 1
  })
  impostor.listen(0, '127.0.0.1')
  await once(impostor, 'listening')
  const address = impostor.address()
  const port = typeof address === 'object' && address ? address.port : 0
  try {
    const web = await world.startWeb({ SANDBOX_BASE_URL: `https://127.0.0.1:${port}` })
    const person = new Person(doorOf(world, web.port))
    const answer = await person.start()
    expect(answer.status).toBe(200)
    expect(answer.text).toMatch(/Nothing was shared\./)
    expect(requests).toBe(0)
    expect(broken).toBeGreaterThan(0)
    expect(await count(world.db, 'kyc_sessions where authorization_url_enc is not null')).toBe(0)
  } finally {
    impostor.close()
  }
})

test('a provider that nobody can connect to is told to the person in words, within seconds [F-17]', async () => {
  // Nobody listens at port 1.
  const web = await world.startWeb({ SANDBOX_BASE_URL: 'http://127.0.0.1:1' })
  const person = new Person(doorOf(world, web.port))
  const answer = await person.start()
  expect(answer.status).toBe(200)
  expect(answer.text).toMatch(/Nothing was shared\./)
  expect(answer.ms).toBeLessThan(10_000)
})
