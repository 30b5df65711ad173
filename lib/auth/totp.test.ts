import { generate } from 'otplib'
import { expect, it } from 'vitest'
import { acceptedStep, newTotpSecret, totpUri } from './totp'

const at = Date.parse('2026-11-25T10:00:10Z')
const step = Math.floor(at / 30_000)
const codeAt = (secret: string, ms: number) => generate({ secret, epoch: Math.floor(ms / 1000) })

it('accepts the code of this half minute and of the one before and after it [A-08]', async () => {
  const secret = newTotpSecret()
  expect(await acceptedStep(secret, await codeAt(secret, at), 0, at)).toBe(step)
  expect(await acceptedStep(secret, await codeAt(secret, at - 30_000), 0, at)).toBe(step - 1)
  expect(await acceptedStep(secret, await codeAt(secret, at + 30_000), 0, at)).toBe(step + 1)
})

it('refuses a code from further away than one step, by either clock [A-08]', async () => {
  const secret = newTotpSecret()
  for (const away of [-90_000, -60_000, 60_000, 90_000])
    expect(await acceptedStep(secret, await codeAt(secret, at + away), 0, at), `${away} ms`).toBeNull()
})

it('refuses a code whose step was already accepted, and every older one [A-08]', async () => {
  const secret = newTotpSecret()
  expect(await acceptedStep(secret, await codeAt(secret, at), step, at)).toBeNull()
  expect(await acceptedStep(secret, await codeAt(secret, at - 30_000), step, at)).toBeNull()
  expect(await acceptedStep(secret, await codeAt(secret, at + 30_000), step, at)).toBe(step + 1)
})

it('reads a code with the gap people type, and nothing that is not six digits', async () => {
  const secret = newTotpSecret()
  const code = await codeAt(secret, at)
  expect(await acceptedStep(secret, ` ${code.slice(0, 3)} ${code.slice(3)} `, 0, at)).toBe(step)
  for (const typed of ['', '12345', '1234567', 'abcdef', '１２３４５６', "' or 1=1"])
    expect(await acceptedStep(secret, typed, 0, at), typed).toBeNull()
})

it('writes an address that every authenticator app reads', () => {
  const uri = new URL(totpUri('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', 'Test Bank', 'asha@bank.example'))
  expect(uri.protocol).toBe('otpauth:')
  expect(decodeURIComponent(uri.pathname)).toContain('Test Bank:asha@bank.example')
  expect(uri.searchParams.get('issuer')).toBe('Test Bank')
})
