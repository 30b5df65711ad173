import nodemailer from 'nodemailer'
import { expect, it, onTestFinished } from 'vitest'
import { readSettings } from '@/lib/env-settings'
import { startSilence } from './testing'
import { post } from './transport'

const letter = { id: 'mal_x', fromName: 'Bank', to: 'a@home.example', subject: 's', text: 't', html: 'h' }

it('a mail server that hangs is not waited for: the letter is for later', async () => {
  const silence = await startSilence()
  onTestFinished(silence.close)
  Object.assign(process.env, settings)
  // The patience of the product itself, shortened.
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port: silence.port, greetingTimeout: 50 })
  expect(await post(transport, letter)).toEqual({ outcome: 'later', code: 'ETIMEDOUT' })
})

it('a mail server that is not there is tried later', async () => {
  Object.assign(process.env, settings)
  const silence = await startSilence()
  silence.close()
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port: silence.port, connectionTimeout: 500 })
  expect(await post(transport, letter)).toMatchObject({ outcome: 'later', code: expect.stringMatching(/^E/) })
})

const settings = {
  PUBLIC_ORIGIN: 'http://localhost:3000',
  DATABASE_URL: 'postgres://swikriti@/swikriti?host=/run/socket',
  SANDBOX_API_KEY: 'key_test_4f9a1c7e',
  SANDBOX_API_SECRET: 'secret_test_8d2b6e01',
  SANDBOX_BASE_URL: 'http://127.0.0.1:4000',
  NEXTAUTH_SECRET: 'dG9wIHNlY3JldCB0aGF0IGlzIGxvbmcgZW5vdWdoIGZvciB1cw',
  ENCRYPTION_KEYS: 'k1:bm90IGEgcmVhbCBrZXkgYnV0IDMyIGJ5dGVzIG9rISE=',
}

it.each([
  [{ SMTP_URL: 'smtp://mail.bank.in' }, 'SMTP_URL is set without MAIL_FROM'],
  [{ MAIL_FROM: 'kyc@bank.in' }, 'MAIL_FROM is set without SMTP_URL'],
  [{ SMTP_URL: 'https://mail.bank.in', MAIL_FROM: 'kyc@bank.in' }, 'SMTP_URL must be smtp://'],
  [{ SMTP_URL: 'smtp://mail.bank.in', MAIL_FROM: 'Bank <kyc@bank.in>' }, 'MAIL_FROM must be one address alone'],
])('settings of e-mail that cannot work are told at the start: %j [N-15]', (wrong, words) => {
  expect(() => readSettings({ ...settings, ...wrong })).toThrow(words)
})

it('without a mail server nothing is missing', () => {
  expect(readSettings(settings).mail).toBeNull()
})
