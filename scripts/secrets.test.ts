import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { copyProject, removeFolder, run } from './testing.ts'

const project = copyProject()
const data = join(project, '.data')
const file = join(data, 'secrets.json')
afterAll(() => removeFolder(project))

const load = (env: Record<string, string> = {}) => {
  const address = pathToFileURL(join(project, 'scripts/'))
  const code = `
    import { runMain } from '${address}problem.ts'
    import { loadSecrets } from '${address}secrets.ts'
    await runMain(async () => console.log(JSON.stringify(loadSecrets())))`
  return run(['--input-type=module', '-e', code], { cwd: project, env })
}

const loaded = async (env?: Record<string, string>): Promise<Record<string, string>> => {
  const { ended, said } = load(env)
  expect(await ended, said.err).toBe(0)
  return JSON.parse(said.out)
}

beforeEach(() => rmSync(data, { recursive: true, force: true }))

describe('secrets nobody set', () => {
  it('are made once, in a file and a folder only this account can read [C-06]', async () => {
    const made = await loaded()
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(data).mode & 0o777).toBe(0o700)
    expect(made.ENCRYPTION_KEYS).toMatch(/^k1:[A-Za-z0-9+/]{43}=$/)
    expect(await loaded()).toEqual(made)
  })

  it('are one set when two first starts come at the same moment', async () => {
    const [one, other, third] = await Promise.all([loaded(), loaded(), loaded()])
    expect(other).toEqual(one)
    expect(third).toEqual(one)
  })

  it('are never made anew beside data they could not open [F-31]', async () => {
    mkdirSync(join(data, 'postgres'), { recursive: true })
    const { ended, said } = load()
    expect(await ended).toBe(1)
    expect(said.err).toMatch(
      /^The database is there but .*secrets\.json is gone.*from a backup, or set ENCRYPTION_KEYS\.\n$/,
    )
    expect(existsSync(file)).toBe(false)
  })

  it('are never made for several machines, which could not share them', async () => {
    const { ended, said } = load({ REPLICAS: '2', NEXTAUTH_SECRET: 'given-elsewhere' })
    expect(await ended).toBe(78)
    expect(said.err).toMatch(
      /^Processes that share a database share its secrets, and here ENCRYPTION_KEYS, NEXT_SERVER/,
    )
    expect(existsSync(file)).toBe(false)
  })

  it('are missed by name when the file has lost one', async () => {
    await loaded()
    const { ENCRYPTION_KEYS, ...rest } = JSON.parse(readFileSync(file, 'utf8'))
    writeFileSync(file, JSON.stringify(rest))
    const { ended, said } = load()
    expect(await ended).toBe(1)
    expect(said.err).toContain('lacks ENCRYPTION_KEYS. Put it back from a backup.')
    expect(said.err).not.toContain(ENCRYPTION_KEYS)
  })
})

it('a secret the operator sets, here or in a file, outranks the generated one [C-06]', async () => {
  mkdirSync(data)
  const path = join(data, 'auth')
  writeFileSync(path, 'from-a-file\n')
  const given = await loaded({ NEXTAUTH_SECRET_FILE: path, ENCRYPTION_KEYS: 'k7:given' })
  expect(given).toMatchObject({ NEXTAUTH_SECRET: 'from-a-file', ENCRYPTION_KEYS: 'k7:given' })
  expect(given.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY).toMatch(/=$/)
})
