import 'server-only'
import { randomBytes } from 'node:crypto'
import { generate } from 'otplib'
import { pendingBehind } from '@/lib/auth/pending-sign-in'
import type { SessionToken } from '@/lib/auth/session-cookie'
import { nowMs } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { freshDatabase } from '@/lib/db/testing'
import { newSecret, secretHash } from '@/lib/ids'
import { confirmApp, showApp } from './enrol-app'
import { setUp } from './first-run'
import { passSecondStep } from './pass-second-step'
import type { SetupInput } from './setup-schema'
import { type SignInRefusal, type SignInTry, signIn } from './sign-in'

/** A fresh database and the settings the staff verbs read. @param over on top of them; @returns drops the database */
export const staffTestBed = async (over: Record<string, string> = {}): Promise<() => Promise<void>> => {
  Object.assign(process.env, {
    PUBLIC_ORIGIN: 'https://consent.example',
    SANDBOX_API_KEY: 'key_test_0123456789abcdef',
    SANDBOX_API_SECRET: 'secret_test_0123456789abcdef',
    SANDBOX_BASE_URL: 'http://127.0.0.1:9',
    NEXTAUTH_SECRET: randomBytes(32).toString('base64'),
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    LOG_LEVEL: 'fatal',
    ...over,
  })
  return freshDatabase()
}

export const goodPassword = 'lantern orbit pickle 42'

export const setupInput = (wish: Partial<SetupInput> = {}): SetupInput => ({
  full_name: 'Asha Rao',
  email: 'asha@bank.example',
  password: goodPassword,
  password_again: goodPassword,
  name: 'Test Bank',
  legal_name: 'Test Bank Limited',
  contact: 'help@bank.example',
  grievance_officer: 'Ravi Menon',
  grievance_contact: 'grievance@bank.example',
  alternative_way: 'visit a branch',
  return_url: null,
  ...wish,
})

/** What `npm run setup-token` writes. */
export const setupToken = async (expires = new Date(Date.now() + 30 * 60_000)): Promise<string> => {
  const token = newSecret()
  await pool().query('insert into setup_tokens (token_hash, expires_at) values ($1, $2)', [secretHash(token), expires])
  return token
}

/** The first administrator, through the real link. */
export const firstAdmin = async (): Promise<string> => {
  const done = await setUp(await setupToken(), setupInput())
  if (!done.ok) throw new Error(`set-up refused: ${done.error.code}`)
  return done.value.staffId
}

/** Another colleague with the same password, as if they had joined before. */
export const another = async (id: string, role: string): Promise<string> => {
  await pool().query(
    `insert into staff (id, email, name, role, password_hash, created_at)
     select $1, $1 || '@bank.example', 'Ravi Menon', $2, password_hash, created_at from staff order by created_at limit 1`,
    [id, role],
  )
  return id
}

/** A sign-in from some network, right unless the wish says otherwise. */
export const attempt = (wish: Partial<SignInTry> = {}): SignInTry => ({
  email: 'asha@bank.example',
  password: goodPassword,
  prefix: '203.0.113.0/24',
  browserClass: 'desktop-chrome',
  knownAs: null,
  replaces: null,
  ...wish,
})

let networks = 0

/** A network nobody has come from yet: limiters remember the others. */
export const network = (): string => {
  networks += 1
  return `198.51.${networks}.0/24`
}

/** Why a sign-in was refused; null when it was not. */
export const refusalOf = async (wish: Partial<SignInTry>): Promise<SignInRefusal | null> => {
  const outcome = await signIn(attempt(wish))
  return outcome.ok ? null : outcome.error
}

const apps = new Map<string, string>()

/** The code the colleague's app shows now, as if half a minute had passed since its last one. */
export const appCode = async (staffId: string): Promise<string> => {
  await pool().query('update staff_totp set last_step = 0 where staff_id = $1', [staffId])
  return generate({ secret: apps.get(staffId) ?? '', epoch: Math.floor(nowMs() / 1000) })
}

const place = { prefix: '203.0.113.0/24', browserClass: 'desktop-chrome' }

/** The second step of a colleague, who sets up an app if there is none. */
const secondStep = async (token: SessionToken): Promise<SessionToken> => {
  const pending = await pendingBehind(token)
  if (!pending) throw new Error('expected a second step to be due')
  if (!apps.has(token.staffId)) {
    apps.set(token.staffId, (await showApp(pending, 'Test Bank')).secret)
    const confirmed = await confirmApp(pending, await appCode(token.staffId))
    if (!confirmed.ok) throw new Error(`app refused: ${confirmed.error.code}`)
  }
  const passed = await passSecondStep(pending, await appCode(token.staffId), place)
  if (!passed.ok) throw new Error(`second step refused: ${passed.error.code}`)
  return passed.value
}

/** A sign-in whose password must be right; its second step is still due. */
export const halfIn = async (wish: Partial<SignInTry> = {}): Promise<SessionToken> => {
  const outcome = await signIn(attempt({ prefix: network(), knownAs: 'own_test', ...wish }))
  if (!outcome.ok) throw new Error(`sign-in refused: ${outcome.error.code}`)
  return outcome.value
}

/** A sign-in that must succeed, both steps. */
export const begun = async (wish: Partial<SignInTry> = {}): Promise<SessionToken> => {
  const token = await halfIn(wish)
  return (await pendingBehind(token)) ? secondStep(token) : token
}

/** The audit trail as it reads, oldest first. */
export const trail = async (): Promise<{ action: string; actor_kind: string; object_id: string; body: string }[]> => {
  const { rows } = await pool().query('select action, actor_kind, object_id, body from audit_events order by seq')
  return rows
}
