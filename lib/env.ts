import 'server-only'
import { envSchema } from './env-schema'
import { readSettings } from './env-settings'

export type Env = ReturnType<typeof readSettings>

let settings: Env | undefined

/** The settings of this process, read once at first use: a build imports modules without having any. */
export const env = (): Env => {
  settings ??= readSettings(process.env)
  return settings
}

/** next-auth learns the address it answers at from the environment and nowhere else; headers are never asked (N-09). */
export const tellNextAuthOrigin = (): void => {
  process.env.NEXTAUTH_URL = env().publicOrigin
}

/** The log must speak even when the rest of the configuration is broken, so its level is read alone. */
export const logLevel = (): Env['logLevel'] => {
  const level = envSchema.shape.LOG_LEVEL.safeParse(process.env.LOG_LEVEL || undefined)
  return level.success ? level.data : 'info'
}
