import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { envSchema } from './env-schema'
import { ConfigurationError, readSettings } from './env-settings'

const lines = readFileSync(new URL('../.env.example', import.meta.url), 'utf8').split('\n')

type Example = { name: string; value: string; kind: string; comment: string }

/** Every setting of the file with the comment above it, up to the line that names what its value is. */
const examples = lines.flatMap((line, at): Example[] => {
  const [, name = '', value = ''] = /^#([A-Z_]+)=(.*)$/.exec(line) ?? []
  if (name === '') return []
  const above = lines.slice(lines.lastIndexOf('', at) + 1, at)
  return [{ name, value, kind: /^# \((.*)\)$/.exec(above.at(-1) ?? '')?.[1] ?? '', comment: above.join('\n') }]
})

const of = (kind: string) => examples.filter((example) => example.kind === kind)

const key = () => randomBytes(32).toString('base64')
const live = {
  NODE_ENV: 'production',
  PUBLIC_ORIGIN: 'https://consent.bank.in',
  DATABASE_URL: 'postgres://swikriti@db/swikriti',
  SANDBOX_API_KEY: 'key_live_4f9a1c7e',
  SANDBOX_API_SECRET: 'secret_live_8d2b6e01',
  NEXTAUTH_SECRET: randomBytes(48).toString('base64'),
  ENCRYPTION_KEYS: `k1:${key()}`,
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key(),
  AUDIT_SIGNING_KEY: key(),
  SMTP_URL: 'smtps://mail.bank.in',
  MAIL_FROM: 'kyc@bank.in',
  OIDC_ISSUER: 'https://id.bank.in',
  OIDC_CLIENT_ID: 'swikriti',
  OIDC_CLIENT_SECRET: key(),
  OIDC_ROLES: 'kyc-team=operator',
}

const problemsOf = (source: Record<string, string>): readonly string[] => {
  try {
    readSettings(source)
    return []
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems
    throw error
  }
}

describe('.env.example', () => {
  it('names every setting once, and no other', () => {
    expect(examples.map(({ name }) => name).sort()).toEqual(Object.keys(envSchema.shape).sort())
  })

  it('says of every value what it is', () => {
    expect(examples.filter(({ kind }) => !['default', 'example', 'replace'].includes(kind))).toEqual([])
  })

  it('sets nothing as long as nobody has touched it', () => {
    expect(lines.filter((line) => line !== '' && !line.startsWith('#'))).toEqual([])
  })

  it.each(of('default'))('shows the default of $name', ({ name, value }) => {
    expect(readSettings({ ...live, [name]: value })).toEqual(readSettings(live))
  })

  it.each(of('example'))('shows a value $name accepts', ({ name, value }) => {
    expect(problemsOf({ ...live, [name]: value })).toEqual([])
  })

  // Left as they stand they must stop a start, each by its own name [N-15].
  it.each(of('replace'))('shows a value of $name that is refused [N-15]', ({ name, value }) => {
    const problems = problemsOf({ ...live, [name]: value })
    expect(problems.filter((problem) => problem.startsWith(name)).length).toBeGreaterThan(0)
  })

  it('marks exactly the settings that can come from a file [C-06]', () => {
    // A file that is not there is complained about only where files are looked at.
    const takesFile = (name: string) =>
      problemsOf({ ...live, [`${name}_FILE`]: '/not/there' }).some((problem) => problem.startsWith(name))
    for (const { name, comment } of examples) expect(/^# Secret\./m.test(comment), name).toBe(takesFile(name))
  })
})
