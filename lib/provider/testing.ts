import 'server-only'
import { randomBytes } from 'node:crypto'
import { freshDatabase } from '@/lib/db/testing'
import { closeHttpPools } from './http-pool'
import type { Upstream } from './upstream'

/** An account at a stand-in; a key of its own, so that no two tests share a token, a breaker or a recorded call. */
export const testAccount = (baseUrl: string, over: Partial<Upstream> = {}): Upstream => ({
  apiKey: `key_test_${randomBytes(6).toString('hex')}`,
  apiSecret: `secret_test_${randomBytes(6).toString('hex')}`,
  baseUrl,
  apiVersion: '1.0.0',
  rpm: 1_000,
  standIn: true,
  ...over,
})

/** Settings for one test file and a database of its own; the returned function gives everything back. */
export const providerTestBed = async (): Promise<() => Promise<void>> => {
  const drop = await freshDatabase()
  Object.assign(process.env, {
    PUBLIC_ORIGIN: 'http://127.0.0.1:3000',
    SANDBOX_API_KEY: 'key_test_unused',
    SANDBOX_API_SECRET: 'secret_test_unused',
    SANDBOX_BASE_URL: 'http://127.0.0.1:9',
    NEXTAUTH_SECRET: randomBytes(32).toString('base64'),
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    LOG_LEVEL: 'fatal',
  })
  return async () => {
    await closeHttpPools()
    await drop()
  }
}
