import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { closeDb } from '@/lib/db/client'
import { freshDatabase } from '@/lib/db/testing'
import { startDraining } from '@/lib/security/front-door'
import { GET as alive } from '../livez/route'
import { GET as ready } from './route'

let drop: () => Promise<void>

beforeAll(async () => {
  drop = await freshDatabase()
  Object.assign(process.env, {
    PUBLIC_ORIGIN: 'http://localhost:3000',
    SANDBOX_API_KEY: 'key_test_4f9a1c7e',
    SANDBOX_API_SECRET: 'secret_test_8d2b6e01',
    SANDBOX_BASE_URL: 'http://127.0.0.1:4000',
    NEXTAUTH_SECRET: randomBytes(48).toString('base64'),
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    LOG_LEVEL: 'fatal',
  })
})
afterAll(() => drop())

const status = async (answer: Response | Promise<Response>): Promise<number> => (await answer).status

it('is ready while the database answers, and says when to ask again while it does not [F-20]', async () => {
  expect(await status(ready())).toBe(200)
  await drop() // the database of this test is gone for good
  const refused = await ready()
  expect(refused.status).toBe(503)
  expect(refused.headers.get('retry-after')).toBe('5')
  expect(await status(alive())).toBe(200)
  await closeDb()
  drop = await freshDatabase()
})

it('is not ready from the moment it was asked to leave, though it still lives [F-26]', async () => {
  startDraining()
  expect(await status(ready())).toBe(503)
  expect(await status(alive())).toBe(200)
})
