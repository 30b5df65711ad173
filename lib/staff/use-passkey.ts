import 'server-only'
import { generateAuthenticationOptions, verifyAuthenticationResponse } from '@simplewebauthn/server'
import { passkeyDomain } from '@/lib/auth/passkey-origin'
import { readAuthentication } from '@/lib/auth/passkey-schema'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { env } from '@/lib/env'
import { keepChallenge, type PasskeyPurpose, useChallenge } from './passkey-challenge'

type Row = { staff_id: string; public_key: Buffer; counter: string; transports: string[] }

/** Why an answer is not believed; `cloned` when its counter did not grow (WebAuthn 6.1.1). */
export type PasskeyFault = 'unknown' | 'not_accepted' | 'cloned'

/**
 * The question to a browser that has a passkey (WebAuthn 7.2), or null where this address allows none.
 * @param staffId whose passkeys may answer; null lets the device say who it is
 */
export const passkeyQuestion = async (purpose: PasskeyPurpose, staffId: string | null): Promise<string | null> => {
  const rpID = passkeyDomain()
  if (rpID === null) return null
  const { rows } = staffId
    ? await pool().query<{ credential_id: string }>('select credential_id from staff_passkeys where staff_id = $1', [
        staffId,
      ])
    : { rows: [] }
  const options = await generateAuthenticationOptions({
    rpID,
    userVerification: 'required',
    ...(staffId ? { allowCredentials: rows.map(({ credential_id }) => ({ id: credential_id })) } : {}),
  })
  await keepChallenge(options.challenge, purpose, staffId)
  return JSON.stringify(options)
}

const isClone = (error: Error): boolean => /counter/i.test(error.message)

/**
 * Whose passkey answered, or why it is not believed. The counter is raised by a conditional update, so two answers with
 * one count cannot both pass.
 */
export const provenByPasskey = async (
  answer: unknown,
  purpose: PasskeyPurpose,
  staffId: string | null,
): Promise<{ staffId: string } | { fault: PasskeyFault; staffId: string | null }> => {
  const rpID = passkeyDomain()
  const response = readAuthentication(answer)
  if (rpID === null || !response) return { fault: 'unknown', staffId: null }
  const { rows } = await pool().query<Row>(
    `select p.staff_id, p.public_key, p.counter, p.transports from staff_passkeys p join staff s on s.id = p.staff_id
     where p.credential_id = $1 and s.disabled_at is null`,
    [response.id],
  )
  const row = rows[0]
  if (!row || (staffId !== null && row.staff_id !== staffId)) return { fault: 'unknown', staffId: null }
  const counter = Number(row.counter)
  let fault: PasskeyFault = 'not_accepted'
  const checked = await verifyAuthenticationResponse({
    response,
    expectedChallenge: (challenge) => useChallenge(challenge, purpose, staffId),
    expectedOrigin: env().publicOrigin,
    expectedRPID: rpID,
    credential: { id: response.id, publicKey: new Uint8Array(row.public_key), counter },
    requireUserVerification: true,
  }).catch((error: unknown) => {
    if (!(error instanceof Error)) throw error
    if (isClone(error)) fault = 'cloned'
    return null
  })
  if (!checked?.verified) return { fault, staffId: row.staff_id }
  const { rowCount } = await pool().query(
    'update staff_passkeys set counter = $2, last_used_at = $3 where credential_id = $1 and counter = $4',
    [response.id, checked.authenticationInfo.newCounter, now(), counter],
  )
  return rowCount === 1 ? { staffId: row.staff_id } : { fault: 'cloned', staffId: row.staff_id }
}
