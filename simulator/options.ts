/** How a simulator is started from the command line, and when it refuses to be. */
import { parseArgs } from 'node:util'
import type { SettingsPatch } from './settings.ts'
import type { KeyPair } from './world.ts'

export type SimulatorOptions = {
  port?: number
  host?: string
  keys?: readonly KeyPair[]
  settings?: SettingsPatch
  /** PEM, to be an https host with a certificate of the test's making. */
  tls?: { key: string; cert: string }
}

export const defaultKeys: readonly KeyPair[] = [{ key: 'key_test_simulator', secret: 'secret_test_simulator_0000' }]

type Environment = Readonly<Record<string, string | undefined>>

/** Why this must not start, or null. A simulator beside real keys would hand out consents nobody gave. */
export const reasonToRefuse = (env: Environment, keys: readonly KeyPair[]): string | null => {
  if (env.NODE_ENV === 'production') return 'NODE_ENV is production; the simulator is for demonstration and tests only.'
  if (env.SANDBOX_API_KEY?.startsWith('key_live_'))
    return 'SANDBOX_API_KEY is a live key; the simulator never runs beside one.'
  const live = keys.some(({ key, secret }) => key.startsWith('key_live_') || secret.startsWith('secret_live_'))
  return live ? 'A live key or secret was given to the simulator.' : null
}

const wholeNumber = (name: string, text: string, max: number): number => {
  const number = Number(text)
  if (!/^\d+$/.test(text) || number > max)
    throw new Error(`${name} must be a whole number up to ${max}, found "${text}".`)
  return number
}

const keyPairs = (env: Environment): readonly KeyPair[] => {
  const { SIMULATOR_API_KEY: key, SIMULATOR_API_SECRET: secret } = env
  if (key === undefined && secret === undefined) return defaultKeys
  if (!key || !secret) throw new Error('SIMULATOR_API_KEY and SIMULATOR_API_SECRET go together.')
  return [{ key, secret }]
}

/** Flags before environment. @throws Error naming the flag or variable that is wrong. */
export const readOptions = (args: readonly string[], env: Environment): SimulatorOptions => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string' },
      host: { type: 'string' },
      'rpm-limit': { type: 'string' },
      'allow-loopback-http': { type: 'boolean' },
    },
  })
  const rpm = values['rpm-limit'] ?? env.SIMULATOR_RPM_LIMIT
  return {
    port: wholeNumber('The port', values.port ?? env.SIMULATOR_PORT ?? '0', 65_535),
    host: values.host ?? env.SIMULATOR_HOST ?? '127.0.0.1',
    keys: keyPairs(env),
    settings: {
      allowLoopbackHttp: values['allow-loopback-http'] ?? env.SIMULATOR_ALLOW_LOOPBACK_HTTP === '1',
      ...(rpm === undefined ? {} : { rpmLimit: wholeNumber('The limit', rpm, 1_000_000) || null }),
    },
  }
}
