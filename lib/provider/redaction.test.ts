import { inspect } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pool } from '@/lib/db/client'
import { brokenBodies, type FaultInput } from '../../simulator/faults.ts'
import { anInit, failureOf, providerTestBed, standIn } from './testing'

let giveBack: () => Promise<void>
beforeAll(async () => {
  giveBack = await providerTestBed()
})
afterAll(() => giveBack())

const faults: FaultInput[] = [
  { kind: 'reset', when: 'before' },
  { kind: 'reset', when: 'mid_body' },
  { kind: 'redirect', location: 'https://evil.example/?canary' },
  { kind: 'error', status: 400, message: 'Bad 9876543210 canary-nonce' },
  { kind: 'error', status: 403, message: 'Insufficient credits of canary-account' },
  { kind: 'error', status: 500, message: 'canary-stack' },
  { kind: 'error', status: 521, message: 'Data not found for: canary-session' },
  { kind: 'patch', set: { authorization_url: 7, session_id: { canary: 'canary-session' } } },
  ...brokenBodies.map((shape): FaultInput => ({ kind: 'body', shape })),
]

test.each(faults)(
  'keeps keys, tokens, addresses and personal data out of the failure after %j [10.1-11] [F-09] [R-21]',
  async (fault) => {
    const { account, control, provider } = await standIn()
    const { session_id, authorization_url } = await provider.initSession(anInit())
    control.addFault({ ...fault, endpoint: 'init' })
    const input = anInit({
      flow: 'signup',
      options: { verified_mobile: '9876543210' },
      redirect_url: 'https://consent.example.in/callback/canary-nonce/return',
    })
    const error = await failureOf(provider.initSession(input))
    // Everything a careless log line could print, causes and stacks included.
    const shown = inspect(error, { depth: 12, showHidden: true })
    for (const secret of [
      account.apiKey,
      account.apiSecret,
      '9876543210',
      'canary',
      'eyJ',
      session_id,
      authorization_url,
    ]) {
      expect(shown.includes(secret), `shows ${secret.slice(0, 8)}`).toBe(false)
    }
  },
)

test('shows neither the session id nor the key in what is recorded of a call [R-21] [C-02]', async () => {
  const { account, provider } = await standIn()
  const { session_id, exchange } = await provider.initSession(anInit())
  const status = await provider.getSessionStatus(session_id, 'person')
  const { rows } = await pool().query('select * from provider_calls')
  const recorded = JSON.stringify([exchange, status.exchange, rows])
  for (const secret of [account.apiKey, account.apiSecret, session_id, 'eyJ']) expect(recorded).not.toContain(secret)
  expect(Object.keys(exchange).sort()).toEqual(['duration_ms', 'http_status', 'method', 'path', 'transaction_id'])
})
