import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { anInit, failureOf, providerTestBed, standIn } from './testing'

let giveBack: () => Promise<void>
beforeAll(async () => {
  giveBack = await providerTestBed()
})
afterAll(() => giveBack())

// Written from contract sections 1.3 and 2.1, apart from the schema the client uses to check itself.
const wireInit = z.strictObject({
  '@entity': z.literal('in.co.sandbox.kyc.digilocker.session.request'),
  flow: z.enum(['signin', 'signup']),
  redirect_url: z.url({ protocol: /^https$/ }),
  doc_types: z.array(z.enum(['aadhaar', 'pan', 'driving_license'])).min(1),
  options: z
    .strictObject({
      verification_method: z
        .array(z.enum(['aadhaar', 'pan', 'driving_license', 'email', 'username', 'mobile', 'other']))
        .min(1)
        .optional(),
      pinless: z.boolean().optional(),
      usernameless: z.boolean().optional(),
      verified_mobile: z
        .string()
        .regex(/^[6-9][0-9]{9}$/)
        .optional(),
    })
    .optional(),
  consent_expiry: z
    .number()
    .int()
    .min(Date.now() + 3_600_000),
})
const everyCall = ['accept', 'connection', 'host', 'user-agent', 'x-api-key', 'x-api-version']
const names = (headers: Readonly<Record<string, string>>) => Object.keys(headers).sort()

test('sends exactly the headers and the body of the contract [10.1-1]', async () => {
  const { account, control, provider } = await standIn()
  const { session_id } = await provider.initSession(
    anInit({
      flow: 'signup',
      doc_types: ['aadhaar', 'driving_license'],
      options: { verification_method: ['mobile'], pinless: false, usernameless: true, verified_mobile: '9876543210' },
    }),
  )
  await provider.getSessionStatus(session_id, 'person')
  const [authenticate, init, status] = control.calls()
  const raw = `(raw token of ${account.apiKey})`

  expect(names(authenticate?.headers ?? {})).toEqual([...everyCall, 'content-length', 'x-api-secret'].sort())
  expect(authenticate).toMatchObject({ method: 'POST', path: '/authenticate', body: null })

  expect(names(init?.headers ?? {})).toEqual([...everyCall, 'authorization', 'content-length', 'content-type'].sort())
  expect(init?.headers).toMatchObject({
    authorization: raw,
    'content-type': 'application/json',
    'x-api-key': account.apiKey,
    'x-api-version': '1.0.0',
  })
  expect(wireInit.parse(init?.body).options).toEqual({
    verification_method: ['mobile'],
    pinless: false,
    usernameless: true,
    verified_mobile: '9876543210',
  })

  expect(names(status?.headers ?? {})).toEqual([...everyCall, 'authorization'].sort())
  expect(status).toMatchObject({ method: 'GET', path: `/kyc/digilocker/sessions/${session_id}/status`, body: null })
  expect(status?.headers.authorization).toBe(raw)
})

test('leaves out what was not chosen, and the version header when none is set [10.1-1]', async () => {
  const { control, provider } = await standIn({}, { apiVersion: null })
  await provider.initSession(anInit())
  const init = control.calls({ endpoint: 'init' })[0]
  expect(Object.keys(wireInit.parse(init?.body))).toEqual([
    '@entity',
    'flow',
    'redirect_url',
    'doc_types',
    'consent_expiry',
  ])
  expect(init?.headers).not.toHaveProperty('x-api-version')
})

test('always sends consent_expiry, in milliseconds [R-19] [F-16]', async () => {
  const { control, provider } = await standIn()
  const consent_expiry = new Date(Date.now() + 65 * 60_000)
  await provider.initSession(anInit({ consent_expiry }))
  expect(control.calls({ endpoint: 'init' })[0]?.body).toMatchObject({ consent_expiry: consent_expiry.getTime() })
})

test('sends no init that would break the contract [10.1-1]', async () => {
  const { control, provider } = await standIn({}, { standIn: false })
  const wrong = [
    anInit({ redirect_url: 'http://127.0.0.1:3000/callback/n/return' }),
    anInit({ doc_types: [] }),
    anInit({ options: { verified_mobile: '12345' } }),
    anInit({ consent_expiry: new Date(Number.NaN) }),
  ]
  for (const input of wrong) {
    const error = await failureOf(provider.initSession(input))
    expect([error.kind, error.sent]).toEqual(['invalid_request', false])
    expect(error.message).not.toContain('12345')
  }
  expect(control.calls()).toEqual([])
})

test('takes a loopback redirect_url with a stand-in only', async () => {
  const { provider } = await standIn({ allowLoopbackHttp: true })
  const answer = await provider.initSession(anInit({ redirect_url: 'http://127.0.0.1:3000/callback/n/return' }))
  expect(answer.session_id).toMatch(/^[0-9a-f-]{36}$/)
})

test.each([
  [{ kind: 'allow', documents: ['pan'] } as const, 'succeeded', ['pan']],
  [{ kind: 'allow', documents: [] } as const, 'succeeded', []],
  [{ kind: 'deny' } as const, 'failed', null],
  [{ kind: 'expire' } as const, 'expired', null],
])('reads the outcome %j as %s with documents %j [10.1-2]', async (outcome, state, documents_consented) => {
  for (const statusEntity of ['api', 'sdk', 'absent'] as const) {
    const { control, provider } = await standIn({ statusEntity })
    const { session_id } = await provider.initSession(anInit())
    expect(await provider.getSessionStatus(session_id, 'person')).toMatchObject({
      state: 'pending',
      documents_consented: null,
      updated_at: null,
    })
    control.setOutcome(session_id, outcome)
    const status = await provider.getSessionStatus(session_id, 'sweep')
    expect(status).toMatchObject({ state, documents_consented, raw_status: state, unknownWord: false })
    expect(status.updated_at?.getTime()).toBeGreaterThan(Date.now() - 60_000)
    expect(status.exchange).toMatchObject({
      method: 'GET',
      path: '/kyc/digilocker/sessions/:session_id/status',
      http_status: 200,
    })
    expect(status.exchange.transaction_id).toMatch(/^[0-9a-f-]{36}$/)
  }
})

test.each(['initialized', 'authorized', 'weird', ''])('takes the status word %j for pending [F-13]', async (word) => {
  const { control, provider } = await standIn()
  const { session_id } = await provider.initSession(anInit())
  control.addFault({ kind: 'patch', endpoint: 'status', set: { status: word } })
  const status = await provider.getSessionStatus(session_id, 'person')
  expect([status.state, status.raw_status]).toEqual(['pending', word])
  expect(status.unknownWord).toBe(word === 'weird' || word === '')
})

test('knows only the documents it knows, and tolerates fields and times of any make [10.1-2] [F-16]', async () => {
  const { control, provider } = await standIn()
  const { session_id } = await provider.initSession(anInit())
  const read = async (set: Record<string, unknown>) => {
    control.addFault({ kind: 'patch', endpoint: 'status', set: { status: 'succeeded', ...set } })
    return await provider.getSessionStatus(session_id, 'person')
  }
  const seconds = Math.floor(Date.now() / 1_000) - 60
  expect(await read({ documents_consented: ['pan', 'passport', 'pan'], extra: { a: 1 } })).toMatchObject({
    documents_consented: ['pan'],
  })
  expect(await read({ documents_consented: null })).toMatchObject({ documents_consented: null })
  expect((await read({ updated_at: seconds })).updated_at).toEqual(new Date(seconds * 1_000))
  expect((await read({ updated_at: String(seconds * 1_000) })).updated_at).toEqual(new Date(seconds * 1_000))
  expect((await read({ updated_at: 12 })).updated_at).toBeNull()
})

test('refuses the status of another session than the one it asked for', async () => {
  const { control, provider } = await standIn()
  const { session_id } = await provider.initSession(anInit())
  control.addFault({ kind: 'patch', endpoint: 'status', set: { id: 'somebody-else', status: 'succeeded' } })
  expect((await failureOf(provider.getSessionStatus(session_id, 'person'))).kind).toBe('contract')
})

test('keeps a strange session id within its path segment', async () => {
  const { control, provider } = await standIn()
  expect((await failureOf(provider.getSessionStatus('../../x?y#z/..', 'person'))).kind).toBe('not_found')
  expect(control.calls({ endpoint: 'status' })[0]?.path).toBe(
    '/kyc/digilocker/sessions/..%2F..%2Fx%3Fy%23z%2F../status',
  )
})
