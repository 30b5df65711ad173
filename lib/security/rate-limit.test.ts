import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeDb, pool } from '@/lib/db/client'
import { freshDatabase } from '@/lib/db/testing'
import { limiter, startsPerPrefix, takeStartFrom } from './rate-limit'

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

describe('starts from one network', () => {
  it('are 120 a minute, and the next one is told when to come back [R-27, F-43]', async () => {
    const prefix = '203.0.113.0/24'
    const crowd = await Promise.all(Array.from({ length: startsPerPrefix + 30 }, () => takeStartFrom(prefix)))
    expect(crowd.filter((taken) => taken.ok)).toHaveLength(startsPerPrefix)
    const late = await takeStartFrom(prefix)
    if (late.ok) throw new Error('expected a full network to be refused')
    const seconds = (late.until.getTime() - Date.now()) / 1000
    expect(seconds).toBeGreaterThan(40)
    expect(seconds).toBeLessThanOrEqual(60)
    expect((await takeStartFrom('192.0.2.0/24')).ok).toBe(true)
  })

  it('are counted in the database, so that every instance and a restart see the same [R-27]', async () => {
    const prefix = '198.51.100.0/24'
    await Promise.all(Array.from({ length: startsPerPrefix }, () => takeStartFrom(prefix)))
    await closeDb() // a new pool has new limiters, which remember nothing
    expect((await takeStartFrom(prefix)).ok).toBe(false)
  })
})

describe('a limiter', () => {
  it('counts each name and each key apart and forgets after its time', async () => {
    const quick = limiter('test_quick', 1, 1)
    expect((await quick.take('a')).ok).toBe(true)
    expect((await quick.take('a')).ok).toBe(false)
    expect((await quick.take('b')).ok).toBe(true)
    expect((await limiter('test_other', 1, 1).take('a')).ok).toBe(true)
    await expect.poll(async () => (await quick.take('a')).ok, { timeout: 3_000, interval: 100 }).toBe(true)
  })

  it('goes on counting in memory while the database is away [R-27, F-21]', async () => {
    const away = limiter('test_away', 2, 60)
    await pool().query('alter table rate_limits rename to rate_limits_away')
    try {
      expect((await away.take('k')).ok).toBe(true)
      expect((await away.take('k')).ok).toBe(true)
      expect((await away.take('k')).ok).toBe(false)
    } finally {
      await pool().query('alter table rate_limits_away rename to rate_limits')
    }
  })
})
