import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ConfigurationError, maskedEnv, readSettings } from './env-settings'

const key = (): string => randomBytes(32).toString('base64')

const standIn = {
  NODE_ENV: 'production',
  PUBLIC_ORIGIN: 'http://localhost:3000',
  DATABASE_URL: 'postgres://swikriti@/swikriti?host=/run/socket',
  SANDBOX_API_KEY: 'key_test_4f9a1c7e',
  SANDBOX_API_SECRET: 'secret_test_8d2b6e01',
  SANDBOX_BASE_URL: 'http://127.0.0.1:4000',
  NEXTAUTH_SECRET: randomBytes(48).toString('base64'),
  ENCRYPTION_KEYS: `k1:${key()}`,
  AUDIT_SIGNING_KEY: key(),
}

const live = {
  ...standIn,
  PUBLIC_ORIGIN: 'https://consent.bank.in',
  SANDBOX_API_KEY: 'key_live_4f9a1c7e',
  SANDBOX_API_SECRET: 'secret_live_8d2b6e01',
  SANDBOX_BASE_URL: undefined,
}

type Source = Record<string, string | undefined>

const problemsOf = (source: Source): readonly string[] => {
  try {
    readSettings(source)
    return []
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems
    throw error
  }
}

describe('settings', () => {
  it('accepts a live key on https and picks the live host by its prefix', () => {
    const settings = readSettings(live)
    expect(settings.sandbox).toMatchObject({ baseUrl: 'https://api.sandbox.co.in', rpm: 80, standIn: false })
    expect(settings).toMatchObject({ standInOrigin: null, secureCookies: true, consentMinutes: 65, host: '127.0.0.1' })
    expect(settings.authorizationHosts).toEqual(['digilocker.meripehchaan.gov.in'])
  })

  it('takes a provider on loopback for a stand-in and accepts plain http beside it', () => {
    const settings = readSettings(standIn)
    expect(settings).toMatchObject({ standInOrigin: 'http://127.0.0.1:4000', secureCookies: false })
    expect(settings.sandbox).toMatchObject({ standIn: true, rpm: 80 })
  })

  it('gives test keys 20 calls a minute on the test host and warns that it cannot run DigiLocker', () => {
    const settings = readSettings({
      ...live,
      SANDBOX_API_KEY: 'key_test_4f9a1c7e',
      SANDBOX_API_SECRET: 'secret_test_1',
    })
    expect(settings.sandbox).toMatchObject({ baseUrl: 'https://test-api.sandbox.co.in', rpm: 20 })
    expect(settings.warnings.join()).toContain('cannot run DigiLocker')
  })

  it('keeps the order of encryption keys, because the first one writes', () => {
    const settings = readSettings({ ...live, ENCRYPTION_KEYS: `k2:${key()}, k1:${key()}` })
    expect(settings.encryptionKeys.map(({ id }) => id)).toEqual(['k2', 'k1'])
    expect(settings.encryptionKeys[0]?.key).toHaveLength(32)
  })

  it('cannot be changed after reading', () => {
    const settings = readSettings(live)
    expect(Object.isFrozen(settings)).toBe(true)
    expect(Object.isFrozen(settings.sandbox)).toBe(true)
  })

  const refused: ReadonlyArray<readonly [string, Source, RegExp]> = [
    [
      'a test key on the live host',
      {
        ...live,
        SANDBOX_API_KEY: 'key_test_1f',
        SANDBOX_API_SECRET: 'secret_test_1',
        SANDBOX_BASE_URL: 'https://api.sandbox.co.in',
      },
      /test key.*live host.*key_live_/,
    ],
    [
      'a live key on the test host',
      { ...live, SANDBOX_BASE_URL: 'https://test-api.sandbox.co.in' },
      /live key.*test host/,
    ],
    ['a live key with a stand-in', { ...live, SANDBOX_BASE_URL: 'http://localhost:4000' }, /live key.*stand-in/],
    [
      'a key and a secret of different kinds',
      { ...live, SANDBOX_API_SECRET: 'secret_test_1' },
      /live key.*test secret/,
    ],
    [
      'plain http with the real provider',
      { ...live, PUBLIC_ORIGIN: 'http://localhost:3000' },
      /PUBLIC_ORIGIN is plain http/,
    ],
    [
      'plain http on another host with a stand-in',
      { ...standIn, PUBLIC_ORIGIN: 'http://consent.bank.in' },
      /PUBLIC_ORIGIN is plain http/,
    ],
    [
      'plain http to a provider elsewhere',
      { ...standIn, PUBLIC_ORIGIN: 'https://bank.in', SANDBOX_BASE_URL: 'http://10.0.0.7:4000' },
      /SANDBOX_BASE_URL is plain http/,
    ],
    ['an origin with a path', { ...live, PUBLIC_ORIGIN: 'https://bank.in/consent' }, /scheme and host alone/],
    ['an origin with a user name', { ...live, PUBLIC_ORIGIN: 'https://a@bank.in' }, /scheme and host alone/],
    ['a short secret', { ...live, NEXTAUTH_SECRET: 'a1b2c3d4e5f6g7h8' }, /shorter than 32 bytes.*openssl/],
    ['an example secret', { ...live, NEXTAUTH_SECRET: 'change-me-to-a-long-random-string-please' }, /example value/],
    ['a secret of one letter', { ...live, NEXTAUTH_SECRET: 'a'.repeat(64) }, /example value/],
    ['an example API key', { ...live, SANDBOX_API_KEY: 'key_live_your_key' }, /SANDBOX_API_KEY is an example/],
    ['an API key without a known prefix', { ...live, SANDBOX_API_KEY: 'abcdef' }, /key_live_ or key_test_/],
    [
      'an encryption key of 16 bytes',
      { ...live, ENCRYPTION_KEYS: `k1:${randomBytes(16).toString('base64')}` },
      /32 bytes in base64/,
    ],
    [
      'an encryption key of zeros',
      { ...live, ENCRYPTION_KEYS: `k1:${Buffer.alloc(32).toString('base64')}` },
      /example value/,
    ],
    ['one key id used twice', { ...live, ENCRYPTION_KEYS: `k1:${key()},k1:${key()}` }, /uses an id twice/],
    [
      'the embedded database for several instances',
      { ...live, SWIKRITI_EMBEDDED: '1', REPLICAS: '2', NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key() },
      /embedded database/,
    ],
    ['several instances without one action key', { ...live, REPLICAS: '2' }, /NEXT_SERVER_ACTIONS_ENCRYPTION_KEY/],
    ['a rate of nothing', { ...live, SANDBOX_RPM: '0' }, /SANDBOX_RPM.*1 to 100000/],
    ['a rate beyond reason', { ...live, SANDBOX_RPM: '100001' }, /SANDBOX_RPM/],
    [
      'an address where a host name belongs',
      { ...live, AUTHORIZATION_HOSTS: 'https://digilocker.gov.in/x' },
      /host names/,
    ],
    ['a way to release a held result that does not exist', { ...live, HELD_POLICY: 'off' }, /review or code/],
    ['a consent window shorter than the vendor keeps', { ...live, CONSENT_MINUTES: '60' }, /61 to 1440/],
    ['an unknown verification method', { ...live, INIT_VERIFICATION_METHOD: 'aadhaar,palm' }, /knows only these words/],
    ['a trail that nobody could prove', { ...live, AUDIT_SIGNING_KEY: undefined }, /AUDIT_SIGNING_KEY is missing/],
    [
      'a signing key of another length',
      { ...live, AUDIT_SIGNING_KEY: randomBytes(24).toString('base64') },
      /AUDIT_SIGNING_KEY must be 32 bytes/,
    ],
    ['an example signing key', { ...live, AUDIT_SIGNING_KEY: `${'A'.repeat(43)}=` }, /AUDIT_SIGNING_KEY is an example/],
    ['a trail kept for less than a year', { ...live, AUDIT_RETENTION_DAYS: '364' }, /AUDIT_RETENTION_DAYS.*365 to/],
    ['a missing database', { ...live, DATABASE_URL: '' }, /DATABASE_URL is missing/],
  ]
  for (const [what, source, sentence] of refused)
    it(`refuses ${what} [N-15]`, () => {
      expect(problemsOf(source)).toEqual([expect.stringMatching(sentence)])
    })

  it('lists everything that is wrong at once, with the way to mend it [N-15]', () => {
    const problems = problemsOf({
      PUBLIC_ORIGIN: 'http://bank.in',
      SANDBOX_API_KEY: 'key_test_1f',
      NEXTAUTH_SECRET: 'short',
    })
    for (const name of ['PUBLIC_ORIGIN', 'DATABASE_URL', 'SANDBOX_API_SECRET', 'NEXTAUTH_SECRET', 'ENCRYPTION_KEYS'])
      expect(problems.filter((problem) => problem.startsWith(name))).toHaveLength(1)
    expect(() => readSettings({})).toThrow(/problem\(s\):\n {2}- /)
  })
})

describe('the audit trail', () => {
  it('may go unsigned in a demonstration, and is kept for two years unless told otherwise [G-05]', () => {
    const { audit } = readSettings({ ...standIn, AUDIT_SIGNING_KEY: undefined })
    expect(audit).toEqual({ signingKey: null, formerKeys: [], headsFile: null, retentionDays: 730 })
  })
})

describe('secrets', () => {
  const folder = mkdtempSync(join(tmpdir(), 'env-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  it('come from files named by …_FILE, without the line end [C-06]', () => {
    const file = join(folder, 'secret')
    writeFileSync(file, `${standIn.NEXTAUTH_SECRET}\n`)
    const settings = readSettings({ ...live, NEXTAUTH_SECRET: undefined, NEXTAUTH_SECRET_FILE: file })
    expect(settings.authSecret).toBe(standIn.NEXTAUTH_SECRET)
  })

  it('stop the start when a file is missing or a value is given twice [C-06]', () => {
    const gone = { ...live, SANDBOX_API_SECRET: undefined, SANDBOX_API_SECRET_FILE: join(folder, 'gone') }
    expect(problemsOf(gone)).toContainEqual(expect.stringMatching(/SANDBOX_API_SECRET_FILE cannot be read \(ENOENT\)/))
    expect(problemsOf({ ...live, DATABASE_URL_FILE: join(folder, 'x') })).toEqual([expect.stringMatching(/both set/)])
  })

  it('are hidden in a dump and never part of a problem [C-06]', () => {
    const dump = JSON.stringify(maskedEnv(live))
    for (const secret of [
      live.NEXTAUTH_SECRET,
      live.SANDBOX_API_KEY,
      live.SANDBOX_API_SECRET,
      live.ENCRYPTION_KEYS,
      live.DATABASE_URL,
    ])
      expect(dump).not.toContain(secret)
    expect(maskedEnv(live)).toMatchObject({
      NEXTAUTH_SECRET: '(set, hidden)',
      PUBLIC_ORIGIN: live.PUBLIC_ORIGIN,
      PORT: '(default)',
    })
    const weak = 'hunter2-hunter2'
    expect(problemsOf({ ...live, NEXTAUTH_SECRET: weak, SANDBOX_API_SECRET: 'with space' }).join()).not.toMatch(
      /hunter2|with space/,
    )
  })
})
