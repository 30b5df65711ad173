import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { exitConfiguration, StartProblem } from './problem.ts'

/** The project's folder, without a closing slash. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '')

export const dataFolder = join(root, '.data')
export const clusterFolder = join(dataFolder, 'postgres')

export type Settings = {
  host: string
  port: number
  publicOrigin: string
  /** Absent: the embedded database. */
  databaseUrl: string | undefined
  /** No key of the real Sandbox is set, so the simulator plays it. */
  simulated: boolean
}

/** What the start scripts themselves need to know; everything else is judged by judge-settings.ts, as the web process will. */
export function readSettings(): Settings {
  const file = join(root, '.env')
  if (existsSync(file)) process.loadEnvFile(file)
  const port = Number(setting('PORT') ?? '3000')
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new StartProblem('PORT must be a whole number from 1 to 65535.', { exitCode: exitConfiguration })
  }
  return {
    host: setting('HOST') ?? '127.0.0.1',
    port,
    publicOrigin: (setting('PUBLIC_ORIGIN') ?? `http://localhost:${port}`).replace(/\/$/, ''),
    databaseUrl: setting('DATABASE_URL'),
    simulated: setting('SANDBOX_API_KEY') === undefined && setting('SANDBOX_BASE_URL') === undefined,
  }
}

/** Where signed heads of the audit trail are kept outside the database. */
export const auditHeadsFile = (): string => setting('AUDIT_HEADS_FILE') ?? join(dataFolder, 'audit-heads.txt')

/** One setting from the environment or, for secrets, from the file `NAME_FILE` names; empty counts as absent. */
export function setting(name: string): string | undefined {
  const value = process.env[name]?.trim()
  if (value) return value
  const file = process.env[`${name}_FILE`]?.trim()
  if (!file) return undefined
  if (!existsSync(file))
    throw new StartProblem(`${name}_FILE names ${file}, which is not there.`, { exitCode: exitConfiguration })
  return readFileSync(file, 'utf8').trim() || undefined
}
