import 'server-only'
import { createHash } from 'node:crypto'
import { type Env, env } from '@/lib/env'

/** Where Sandbox is and who we are there; `env().sandbox` is one. */
export type Upstream = Env['sandbox']

/** The configured provider account. */
export const upstream = (): Upstream => env().sandbox

/** Names an account without showing its key: the key of the token row and of what this process remembers. */
export const keyId = (account: Upstream): string =>
  createHash('sha256').update(account.apiKey).digest('hex').slice(0, 16)
