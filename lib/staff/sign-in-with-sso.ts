import 'server-only'
import { emitAudit } from '@/lib/audit/emit'
import { type Role, roles } from '@/lib/auth/permissions'
import { adminFor } from '@/lib/auth/require-admin'
import type { SessionToken } from '@/lib/auth/session-cookie'
import { now } from '@/lib/clock'
import { staff, staffIdentities } from '@/lib/db/schema/staff'
import { type Tx, withTransaction } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import { systemActor } from '@/lib/jobs/system-actor'
import { plainLine } from '@/lib/kyc/plain-line'
import { err, ok, type Result } from '@/lib/result'
import { endAllSignIns } from './colleague-change'
import { emailSchema } from './email'
import { openSignIn, type SignInPlace } from './open-sign-in'

/** What an identity provider says of somebody who has just signed in there; checked by next-auth before it comes here. */
export type Identity = {
  readonly issuer: string
  readonly subject: string
  readonly email: unknown
  readonly name: unknown
  /** The claim that holds the words a role is chosen by. */
  readonly words: unknown
  /** `auth_time`: when they last proved there who they are, in seconds; many providers say it only when asked. */
  readonly authTime?: unknown
}

/** Which word makes which role, the first that is there counts. */
export type RoleRule = { readonly word: string; readonly role: string }

/**
 * `other_person`: this browser is signed in as somebody else, whose open forms must not become another's.
 * `address_taken`: that address belongs to somebody who signs in with a password, and stays theirs.
 */
export type SsoRefusal = 'other_person' | 'no_role' | 'no_address' | 'address_taken' | 'disabled'

type Account = { id: string; name: string; role: string; session_version: number; disabled_at: Date | null }

/** Deny by default: who has none of the words has no role. A claim may be one word or several. */
export const roleFrom = (words: unknown, rules: readonly RoleRule[]): Role | null => {
  const said: readonly unknown[] = Array.isArray(words) ? words : [words]
  const rule = rules.find(({ word }) => said.includes(word))
  return roles.find((role) => role === rule?.role) ?? null
}

const accountOf = async (tx: Tx, { issuer, subject }: Identity): Promise<Account | null> => {
  const { rows } = await tx.client.query<Account>(
    `select s.id, s.name, s.role, s.session_version, s.disabled_at from staff_identities i join staff s on s.id = i.staff_id
     where i.issuer = $1 and i.subject = $2 for update of s`,
    [issuer, subject],
  )
  return rows[0] ?? null
}

const nameSchema = plainLine(2, 80, 'full_name')

/** A colleague who comes for the first time; never somebody who is here already under the same address. */
const create = async (tx: Tx, identity: Identity, role: Role): Promise<Account | SsoRefusal> => {
  const email = emailSchema.safeParse(identity.email)
  if (!email.success) return 'no_address'
  const name = nameSchema.safeParse(identity.name)
  const account = {
    id: newId('stf'),
    name: name.success ? name.data : email.data,
    role,
    session_version: 1,
    disabled_at: null,
  }
  const { rowCount } = await tx.db
    .insert(staff)
    .values({ ...account, email: email.data, password_hash: null, created_at: now() })
    .onConflictDoNothing()
  if (rowCount !== 1) return 'address_taken'
  const { issuer, subject } = identity
  await tx.db.insert(staffIdentities).values({ issuer, subject, staff_id: account.id, created_at: now() })
  return account
}

/** The identity provider decides the role anew at each sign-in; what it took away ends earlier sign-ins too. */
const follow = async (tx: Tx, account: Account, role: Role): Promise<Account> => {
  if (account.role === role) return account
  await tx.client.query('update staff set role = $2 where id = $1', [account.id, role])
  await endAllSignIns(tx, account.id)
  return { ...account, role, session_version: account.session_version + 1 }
}

/** A provider that does not say when, or says it will be, has proven nothing that is fresh. */
const provenAtOf = (authTime: unknown): Date | null => {
  const at = now()
  return typeof authTime === 'number' && authTime * 1000 <= at.getTime() + clockToleranceMs
    ? new Date(Math.min(authTime * 1000, at.getTime()))
    : null
}

/** As much as next-auth allows the provider's clock to be ahead of ours. */
const clockToleranceMs = 10_000

/** Who is signed in at this browser already, and with which sign-in. */
export type SignedInHere = { readonly staffId: string; readonly sid: string }

const refuse = async (tx: Tx, staffId: string | null, reason: SsoRefusal): Promise<Result<never, SsoRefusal>> => {
  await emitAudit(tx, systemActor('sign_in'), {
    action: 'staff.sign_in_failed',
    object_id: staffId ?? 'unknown',
    detail: { reason, factor: 'sso' },
  })
  return err(reason)
}

/**
 * Somebody the identity provider has let in: a sign-in like every other, with a row that can be ended. The second
 * factor is asked for there, not here.
 */
export const signInWithSso = (
  identity: Identity,
  rules: readonly RoleRule[],
  place: SignInPlace,
  here: SignedInHere | null = null,
): Promise<Result<SessionToken, SsoRefusal>> =>
  withTransaction(async (tx) => {
    // Two first sign-ins of one person at once would both create them.
    await tx.client.query(`select pg_advisory_xact_lock(hashtext($1), hashtext($2))`, [
      identity.issuer,
      identity.subject,
    ])
    const known = await accountOf(tx, identity)
    if (here && known?.id !== here.staffId) return refuse(tx, known?.id ?? null, 'other_person')
    if (known?.disabled_at) return refuse(tx, known.id, 'disabled')
    const role = roleFrom(identity.words, rules)
    if (role === null) {
      if (known) await endAllSignIns(tx, known.id)
      return refuse(tx, known?.id ?? null, 'no_role')
    }
    const account = known ? await follow(tx, known, role) : await create(tx, identity, role)
    if (typeof account === 'string') return refuse(tx, null, account)
    const { id: staffId, session_version: version } = account
    const token = await openSignIn(tx, {
      staffId,
      version,
      factor: 'sso',
      passed: true,
      replaces: here?.sid ?? null,
      place,
      provenAt: provenAtOf(identity.authTime),
    })
    await emitAudit(tx, adminFor(account), {
      action: 'staff.signed_in',
      object_id: staffId,
      detail: { factor: 'sso', role, first: known === null },
    })
    return ok(token)
  })
