import 'server-only'
import type { Route } from 'next'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { type AdminActor, mintActor } from '@/lib/audit/actor'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { secondStepPath, signInPath } from '@/lib/paths'
import { pendingBehind } from './pending-sign-in'
import { openSession, type SessionToken, sessionCookieName, signInLifeSeconds } from './session-cookie'

/** A colleague who does nothing this long is asked to sign in again. */
export const idleMs = 15 * 60_000

// One write a minute at most; the idle end comes up to this much early, never late.
const touchEveryMs = 60_000

type Colleague = { id: string; name: string; role: string }

type SignIn = Pick<AdminActor, 'sid' | 'freshAt' | 'ends'>

const never = new Date(0)

/** Who names no sign-in has never proven anything. */
const noSignIn: SignIn = { sid: '', freshAt: never, ends: { idle: never, latest: never } }

/** Only for a colleague who has just proven who they are, or whose sign-in was just found good. */
export const adminFor = ({ id, name, role }: Colleague, { sid, freshAt, ends }: SignIn = noSignIn): AdminActor =>
  mintActor<AdminActor>({ kind: 'admin', staffId: id, name, role, sid, freshAt, ends })

const idleEnd = (seenAt: Date): Date => new Date(seenAt.getTime() + idleMs)

/** The same colleague after they proved presence: their sign-in goes on under a new id. */
export const renewed = <A extends AdminActor>(actor: A, sid: string): A => {
  const at = now()
  return { ...actor, sid, freshAt: at, ends: { ...actor.ends, idle: idleEnd(at) } }
}

type Row = Colleague & { created_at: Date; last_seen_at: Date; fresh_at: Date }

const find = async ({ staffId, sid, version }: SessionToken, at: Date): Promise<Row | null> => {
  const { rows } = await pool().query<Row>({
    name: 'admin_behind',
    text: `select s.id, s.name, s.role, i.created_at, i.last_seen_at, coalesce(i.fresh_at, i.passed_at) as fresh_at
           from staff_sign_ins i join staff s on s.id = i.staff_id
           where i.sid = $1 and s.id = $2 and s.session_version = $3 and i.session_version = $3
             and i.passed_at is not null and i.ended_at is null and s.disabled_at is null and i.last_seen_at > $4 and i.created_at > $5`,
    values: [sid, staffId, version, new Date(at.getTime() - idleMs), new Date(at.getTime() - signInLifeSeconds * 1000)],
  })
  return rows[0] ?? null
}

const actorOf = (row: Row, sid: string, seenAt: Date): AdminActor =>
  adminFor(row, {
    sid,
    freshAt: row.fresh_at,
    ends: { idle: idleEnd(seenAt), latest: new Date(row.created_at.getTime() + signInLifeSeconds * 1000) },
  })

/**
 * The colleague behind a token, asked of the database every time, so that sign-out, a new password, a new role and
 * disabling act on the next request. Null for ended, idle, too old, disabled and unknown alike, and while a second factor is due.
 */
export const adminBehind = async (token: SessionToken): Promise<AdminActor | null> => {
  const at = now()
  const row = await find(token, at)
  if (!row) return null
  if (at.getTime() - row.last_seen_at.getTime() < touchEveryMs) return actorOf(row, token.sid, row.last_seen_at)
  await pool().query({
    name: 'touch_sign_in',
    text: 'update staff_sign_ins set last_seen_at = $2 where sid = $1 and last_seen_at < $2',
    values: [token.sid, at],
  })
  return actorOf(row, token.sid, at)
}

/** The same without counting as use: for a page that asks, unattended, how long its sign-in still lives. */
export const adminUnseen = async (token: SessionToken): Promise<AdminActor | null> => {
  const row = await find(token, now())
  return row && actorOf(row, token.sid, row.last_seen_at)
}

/** The sign-in this request's cookie names, whether or not it is still good. */
export const currentToken = async (): Promise<SessionToken | null> =>
  openSession((await cookies()).get(sessionCookieName())?.value)

/** The colleague of this request, or null. */
export const currentAdmin = async (): Promise<AdminActor | null> => {
  const token = await currentToken()
  return token && adminBehind(token)
}

/** The colleague of this request, or null, without counting as use. */
export const currentAdminUnseen = async (): Promise<AdminActor | null> => {
  const token = await currentToken()
  return token && adminUnseen(token)
}

/** Where somebody who is not in belongs: to their second step, or to the beginning. */
const wayIn = async (): Promise<Route> => {
  const token = await currentToken()
  return token && (await pendingBehind(token)) ? secondStepPath() : signInPath()
}

/** A colleague, or the sign-in page (N-02). What they may do is another question: see require-permission.ts. */
export const requireAdmin = async (): Promise<AdminActor> => (await currentAdmin()) ?? redirect(await wayIn())
