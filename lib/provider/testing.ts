import 'server-only'
import { randomBytes } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { freshDatabase } from '@/lib/db/testing'
import { startSimulator } from '../../simulator/server.ts'
import type { SettingsPatch } from '../../simulator/settings.ts'
import { ProviderError } from './errors'
import { closeHttpPools } from './http-pool'
import type { InitInput } from './provider'
import { sandboxProvider } from './sandbox-client'
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

/** A simulator of its own for one test, an account it knows, and the real client for that account. */
export const standIn = async (settings: SettingsPatch = {}, over: Partial<Upstream> = {}) => {
  const account = testAccount('', over)
  const simulator = await startSimulator({
    keys: [{ key: account.apiKey, secret: account.apiSecret }],
    settings: { rpmLimit: null, ...settings },
  })
  onTestFinished(() => simulator.close())
  const known = { ...account, baseUrl: simulator.origin }
  return { account: known, control: simulator.control, provider: sandboxProvider(known) }
}

/** An init that the contract allows; `over` changes it. */
export const anInit = (over: Partial<InitInput> = {}): InitInput => ({
  flow: 'signin',
  doc_types: ['pan'],
  redirect_url: 'https://consent.example.in/callback/nonce/return',
  options: {},
  consent_expiry: new Date(Date.now() + 65 * 60_000),
  ...over,
})

/** The failure of a call that must fail. */
export const failureOf = async (work: Promise<unknown>): Promise<ProviderError> => {
  const cause = await work.then(
    () => 'it succeeded',
    (error: unknown) => error,
  )
  if (cause instanceof ProviderError) return cause
  throw new Error('a ProviderError was expected', { cause })
}
