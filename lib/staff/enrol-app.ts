import 'server-only'
import { acceptedStep, newTotpSecret, totpUri } from '@/lib/auth/totp'
import { now, nowMs } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { withTransaction } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import { err, ok, type Result } from '@/lib/result'
import { newRecordKey, open, seal } from '@/lib/security/encrypt'
import { limiter } from '@/lib/security/rate-limit'
import { type Enroller, lockFactors, type NewFactor, settleNewFactor } from './new-factor'

export type ShownApp = { readonly secret: string; readonly uri: string }
export type ConfirmRefusal = { code: 'no_match' } | { code: 'not_shown' } | { code: 'wait'; until: Date }

type Row = { id: string; data_key: string; secret_enc: string }

const secretOf = ({ id, data_key, secret_enc }: Row): string =>
  open({ table: 'staff_totp', rowId: id, dataKey: data_key }, 'secret', secret_enc)

const shownRow = async (staffId: string): Promise<Row | null> => {
  const { rows } = await pool().query<Row>(
    'select id, data_key, secret_enc from staff_totp where staff_id = $1 and confirmed_at is null',
    [staffId],
  )
  return rows[0] ?? null
}

/**
 * The secret to show to a colleague who sets up an authenticator app; the same one until it is proven, so that a reload
 * does not spoil what was scanned. The app that counts stays until then. @param issuer name the app shows
 */
export const showApp = async (actor: Enroller, issuer: string): Promise<ShownApp> => {
  const id = newId('otp')
  const dataKey = newRecordKey({ table: 'staff_totp', rowId: id })
  const fresh = newTotpSecret()
  await pool().query(
    `insert into staff_totp (id, staff_id, data_key, secret_enc, created_at) values ($1, $2, $3, $4, $5)
     on conflict (staff_id) where confirmed_at is null do nothing`,
    [id, actor.staffId, dataKey, seal({ table: 'staff_totp', rowId: id, dataKey }, 'secret', fresh), now()],
  )
  const row = await shownRow(actor.staffId)
  if (!row) throw new Error('expected the secret that was just written, found none')
  const { rows } = await pool().query<{ email: string }>('select email from staff where id = $1', [actor.staffId])
  const secret = secretOf(row)
  return { secret, uri: totpUri(secret, issuer, rows[0]?.email ?? '') }
}

/**
 * A code from the app proves that it was set up right: it now counts, an earlier app does not. Other sign-ins of the
 * colleague end, and a first factor brings recovery codes.
 */
export const confirmApp = async (actor: Enroller, typed: string): Promise<Result<NewFactor, ConfirmRefusal>> => {
  const tried = await limiter('enrol_app', 20, 900).take(actor.staffId)
  if (!tried.ok) return err({ code: 'wait', until: tried.until })
  const row = await shownRow(actor.staffId)
  if (!row) return err({ code: 'not_shown' })
  const step = await acceptedStep(secretOf(row), typed, 0, nowMs())
  if (step === null) return err({ code: 'no_match' })
  return withTransaction(async (tx) => {
    const before = await lockFactors(tx, actor.staffId)
    await tx.client.query('delete from staff_totp where staff_id = $1 and confirmed_at is not null', [actor.staffId])
    const { rowCount } = await tx.client.query(
      'update staff_totp set confirmed_at = $2, last_step = $3 where id = $1 and confirmed_at is null',
      [row.id, now(), step],
    )
    if (rowCount !== 1) return err({ code: 'not_shown' })
    return ok(await settleNewFactor(tx, actor, 'app_code', before))
  })
}
