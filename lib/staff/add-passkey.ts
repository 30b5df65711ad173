import 'server-only'
import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server'
import { passkeyDomain } from '@/lib/auth/passkey-origin'
import { readRegistration } from '@/lib/auth/passkey-schema'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { staffPasskeys } from '@/lib/db/schema/factors'
import { withTransaction } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { err, ok, type Result } from '@/lib/result'
import { type Enroller, lockFactors, type NewFactor, settleNewFactor } from './new-factor'
import { keepChallenge, useChallenge } from './passkey-challenge'

export type PasskeyRefusal = { code: 'not_possible' } | { code: 'not_accepted' } | { code: 'too_many' }

/** More than anyone has devices; bounds what one account can store. */
const mostPasskeys = 20

/** The question to a browser that shall make a passkey (WebAuthn 7.1), or null where this address allows none. */
export const newPasskeyQuestion = async (actor: Enroller, business: string): Promise<string | null> => {
  const rpID = passkeyDomain()
  if (rpID === null) return null
  const { rows } = await pool().query<{ email: string; ids: string[] }>(
    `select s.email, array(select credential_id from staff_passkeys where staff_id = s.id) as ids from staff s where s.id = $1`,
    [actor.staffId],
  )
  const options = await generateRegistrationOptions({
    rpName: business,
    rpID,
    userID: new TextEncoder().encode(actor.staffId),
    userName: rows[0]?.email ?? '',
    userDisplayName: actor.name,
    attestationType: 'none',
    excludeCredentials: (rows[0]?.ids ?? []).map((id) => ({ id })),
    // It has to stand for password and second factor together, so the device must ask who is there.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  await keepChallenge(options.challenge, 'register', actor.staffId)
  return JSON.stringify(options)
}

/**
 * Keeps a new passkey. Other sign-ins of the colleague end, as after every change of factors, and a first factor
 * brings recovery codes.
 * @param answer JSON the browser gave; @param name what its owner calls the device
 */
export const addPasskey = async (
  actor: Enroller,
  answer: unknown,
  name: string,
): Promise<Result<NewFactor, PasskeyRefusal>> => {
  const rpID = passkeyDomain()
  const response = readRegistration(answer)
  if (rpID === null || !response) return err({ code: 'not_possible' })
  const checked = await verifyRegistrationResponse({
    response,
    expectedChallenge: (challenge) => useChallenge(challenge, 'register', actor.staffId),
    expectedOrigin: env().publicOrigin,
    expectedRPID: rpID,
    requireUserVerification: true,
  }).catch((error: unknown) => {
    // The library throws plain errors for every way an answer can be wrong; none of them is ours.
    if (error instanceof Error) return null
    throw error
  })
  if (!checked?.verified) return err({ code: 'not_accepted' })
  const { credential, credentialBackedUp } = checked.registrationInfo
  return withTransaction(async (tx) => {
    const before = await lockFactors(tx, actor.staffId)
    if (before.passkeys >= mostPasskeys) return err({ code: 'too_many' })
    await tx.db.insert(staffPasskeys).values({
      credential_id: credential.id,
      staff_id: actor.staffId,
      public_key: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: credential.transports ?? [],
      synced: credentialBackedUp,
      name,
      created_at: now(),
    })
    return ok(await settleNewFactor(tx, actor, 'passkey', before))
  })
}
