import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { copyProject, removeFolder, run } from './testing.ts'

const project = copyProject()
afterAll(() => removeFolder(project))

/** Whatever takes long leaves something behind, or says that it has begun. */
const began = (): boolean => existsSync(join(project, '.data', 'postgres'))

const worker = {
  DATABASE_URL: 'postgres://127.0.0.1:9/none',
  SANDBOX_API_KEY: 'key_test_4f9a1c7e',
  SANDBOX_API_SECRET: 'secret_test_8d2b6e01',
  NEXTAUTH_SECRET: 'q7Fz0kUlOsJH1NgQ8AX0LVpoudj3kjQ761Z38tMGTa',
  ENCRYPTION_KEYS: `k1:${Buffer.from('0123456789abcdefghijklmnopqrstuv').toString('base64')}`,
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: Buffer.from('0123456789abcdefghijklmnopqrstuv').toString('base64'),
  AUDIT_SIGNING_KEY: Buffer.from('0123456789abcdefghijklmnopqrstuv').toString('base64'),
  PUBLIC_ORIGIN: 'https://consent.bank.in',
}

describe('a setting that cannot be meant', () => {
  it.each([
    ['start', {}],
    ['dev', {}],
    ['worker', worker],
  ])(
    'is refused by npm run %s before anything long begins, by its name and without its value [N-15]',
    async (verb, env) => {
      const wrong = { PHONE_HANDOVER: 'perhaps-not', TRUST_PROXY: 'sometimes' }
      const { ended, said } = run([`scripts/${verb}.ts`], { cwd: project, env: { ...env, ...wrong } })
      expect(await ended, said.out + said.err).toBe(78)
      expect(said.err).toMatch(/^The configuration has 2 problem\(s\):\n/)
      for (const name of Object.keys(wrong)) expect(said.err).toContain(`  - ${name} must be`)
      expect(said.err).not.toMatch(/perhaps|sometimes/)
      expect(said.out).toBe('')
      expect(began()).toBe(false)
    },
  )

  it.each([{ PORT: 'abc-port' }, { DATABASE_URL_FILE: '/nowhere/url' }])(
    'is refused while it is being read: %o',
    async (env) => {
      const { ended, said } = run(['scripts/start.ts'], { cwd: project, env })
      expect(await ended, said.out + said.err).toBe(78)
      expect(said.err).toContain(Object.keys(env)[0])
      expect(said.err).not.toContain('abc-port')
      expect(began()).toBe(false)
    },
  )

  it('is told together with what the settings say against each other', async () => {
    const env = { SANDBOX_API_KEY: 'key_live_4f9a1c7e', SANDBOX_API_SECRET: 'secret_test_8d2b6e01', REPLICAS: 'two' }
    const { ended, said } = run(['scripts/start.ts'], { cwd: project, env })
    expect(await ended, said.out + said.err).toBe(78)
    for (const words of ['REPLICAS must be', 'is a test secret', 'PUBLIC_ORIGIN is plain http'])
      expect(said.err).toContain(words)
    expect(began()).toBe(false)
  })
})
