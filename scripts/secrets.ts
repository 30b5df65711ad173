import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exitConfiguration, StartProblem } from './problem.ts'
import { clusterFolder, dataFolder, setting } from './settings.ts'

const names = ['NEXTAUTH_SECRET', 'ENCRYPTION_KEYS', 'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY'] as const
const simulatorNames = ['SIMULATOR_API_KEY', 'SIMULATOR_API_SECRET'] as const
type Name = (typeof names)[number] | (typeof simulatorNames)[number]
type Secrets = Record<Name, string>

/**
 * Every secret the processes need: the operator's where set, else the ones generated once into `.data/secrets.json`,
 * which only this account can read.
 * @param options.shared processes elsewhere use the same database, so that secrets made here could not be theirs
 */
export function loadSecrets({
  shared = Number(setting('REPLICAS') ?? 1) > 1,
} = {}): Secrets & { AUDIT_SIGNING_KEY: string } {
  const missing = names.filter((name) => setting(name) === undefined)
  const file = join(dataFolder, 'secrets.json')
  const absent = [...(existsSync(file) ? [] : missing), ...(knownSigningKey() ? [] : ['AUDIT_SIGNING_KEY'])]
  if (shared && absent.length > 0) {
    throw new StartProblem(
      `Processes that share a database share its secrets, and here ${absent.join(', ')} are not set. Give every ` +
        `process the same values; the ones an earlier npm start generated are in its .data/secrets.json.`,
      { exitCode: exitConfiguration },
    )
  }
  const needsFile = missing.length > 0 || setting('SANDBOX_API_KEY') === undefined
  const own = needsFile ? generatedSecrets(file, missing.includes('ENCRYPTION_KEYS')) : undefined
  const pick = (name: Name) => setting(name) ?? own?.[name] ?? ''
  return {
    NEXTAUTH_SECRET: pick('NEXTAUTH_SECRET'),
    ENCRYPTION_KEYS: pick('ENCRYPTION_KEYS'),
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: pick('NEXT_SERVER_ACTIONS_ENCRYPTION_KEY'),
    SIMULATOR_API_KEY: pick('SIMULATOR_API_KEY'),
    SIMULATOR_API_SECRET: pick('SIMULATOR_API_SECRET'),
    AUDIT_SIGNING_KEY: signingKey(),
  }
}

const signingKeyFile = join(dataFolder, 'audit-signing-key')

/** The key that signs heads of the audit trail: the operator's, else the one made here before. */
export function knownSigningKey(): string | undefined {
  return (
    setting('AUDIT_SIGNING_KEY') ??
    (existsSync(signingKeyFile) ? readFileSync(signingKeyFile, 'utf8').trim() : undefined)
  )
}

/**
 * Makes one where none is known, in a file of its own. A lost key cannot be replaced unnoticed: heads that the old one
 * signed do not open with the new one (docs/audit.md).
 */
function signingKey(): string {
  if (knownSigningKey() === undefined) writeOnce(signingKeyFile, randomBytes(32).toString('base64'))
  return knownSigningKey() ?? ''
}

function generatedSecrets(file: string, needsEncryptionKey: boolean): Secrets {
  if (!existsSync(file)) {
    // New keys beside old data would make everything sealed unreadable, and look like a working start.
    if (needsEncryptionKey && existsSync(clusterFolder)) {
      throw new StartProblem(
        `The database is there but ${file} is gone, and with it the keys its contents are sealed with. ` +
          'Put the file back from a backup, or set ENCRYPTION_KEYS.',
      )
    }
    writeOnce(file, JSON.stringify(generate(), null, 2))
  }
  return parse(readFileSync(file, 'utf8'), file)
}

const generate = (): Secrets => ({
  NEXTAUTH_SECRET: randomBytes(48).toString('base64'),
  ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  SIMULATOR_API_KEY: `key_test_${randomBytes(12).toString('hex')}`,
  SIMULATOR_API_SECRET: `secret_test_${randomBytes(24).toString('hex')}`,
})

/** Two first starts at once must end with one set of keys: a link, unlike a rename, never replaces. */
function writeOnce(file: string, text: string): void {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, `${text}\n`, { mode: 0o600, flush: true })
  try {
    linkSync(draft, file)
  } catch (error) {
    if (!existsSync(file)) throw error
  } finally {
    rmSync(draft)
  }
}

function parse(text: string, file: string): Secrets {
  const found: unknown = JSON.parse(text)
  const missing = [...names, ...simulatorNames].filter((name) => !isText(found, name))
  if (missing.length > 0) throw new StartProblem(`${file} lacks ${missing.join(', ')}. Put it back from a backup.`)
  return asSecrets(found)
}

const isText = (value: unknown, name: string) =>
  typeof value === 'object' && value !== null && typeof Reflect.get(value, name) === 'string'

/** Guarantee: the caller has looked at every name. */
function asSecrets(value: unknown): Secrets {
  return value as Secrets
}
