import nodemailer from 'nodemailer'
import type { SMTPServerOptions } from 'smtp-server'
import { expect, it, onTestFinished } from 'vitest'
import { selfSigned } from '../../scripts/self-signed.ts'
import { judgeMailFault } from './judge-mail-fault'
import { type Mood, startMailServer, startSilence } from './testing'
import { hand } from './transport'

Object.assign(process.env, {
  PUBLIC_ORIGIN: 'http://localhost:3000',
  DATABASE_URL: 'postgres://swikriti@/swikriti?host=/run/socket',
  SANDBOX_API_KEY: 'key_test_4f9a1c7e',
  SANDBOX_API_SECRET: 'secret_test_8d2b6e01',
  SANDBOX_BASE_URL: 'http://127.0.0.1:4000',
  NEXTAUTH_SECRET: 'dG9wIHNlY3JldCB0aGF0IGlzIGxvbmcgZW5vdWdoIGZvciB1cw',
  ENCRYPTION_KEYS: 'k1:bm90IGEgcmVhbCBrZXkgYnV0IDMyIGJ5dGVzIG9rISE=',
  SMTP_URL: 'smtp://127.0.0.1:25',
  MAIL_FROM: 'kyc@bank.example',
})

const letter = { id: 'mal_x', fromName: 'Bank', to: 'asha@bank.example', subject: 's', text: 't', html: 'h' }

type Way = {
  host?: string
  port: number
  secure?: boolean
  requireTLS?: boolean
  auth?: { user: string; pass: string }
}

/** The letter by that way, with the patience of a test. @returns what is wrong, or null when it was taken */
const troubleBy = async (way: Way) => {
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    ignoreTLS: !way.requireTLS,
    greetingTimeout: 300,
    connectionTimeout: 2_000,
    ...way,
  })
  onTestFinished(() => transport.close())
  const fault = await hand(transport, letter)
  return fault && judgeMailFault(fault)
}

const serve = async (mood: Mood, options: SMTPServerOptions = {}): Promise<number> => {
  const server = await startMailServer(options)
  onTestFinished(server.close)
  server.state.mood = mood
  return server.port
}

it('a letter that was taken has no trouble', async () => {
  expect(await troubleBy({ port: await serve('takes') })).toBeNull()
})

it.each([
  ['refuses_sender', 553, 'sender'],
  ['refuses_address', 550, 'address'],
  ['busy', 451, 'busy'],
  ['refuses_words', 554, 'letter'],
] as const)('a server that %s is understood by its answer %i and the step it answered', async (mood, code, why) => {
  expect(await troubleBy({ port: await serve(mood) })).toEqual({ kind: 'refused', code, why })
})

it('a wrong password is told from a missing one', async () => {
  const strict: SMTPServerOptions = {
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: (_auth, _session, done) => done(Object.assign(new Error('no'), { responseCode: 535 })),
  }
  const port = await serve('takes', strict)
  const auth = { user: 'kyc', pass: 'wrong' }
  expect(await troubleBy({ port, auth })).toEqual({ kind: 'refused', code: 535, why: 'password' })
  expect(await troubleBy({ port })).toEqual({ kind: 'refused', code: 530, why: 'sign_in_needed' })
})

it('a server that hangs, one that is not there and one that hangs up are three things', async () => {
  const silence = await startSilence()
  onTestFinished(silence.close)
  expect(await troubleBy({ port: silence.port })).toEqual({ kind: 'silent' })
  const gone = await startSilence()
  gone.close()
  expect(await troubleBy({ port: gone.port })).toEqual({ kind: 'unreachable' })
  expect(await troubleBy({ port: await serve('die_after_mail') })).toEqual({ kind: 'broken_off' })
})

it('a host nobody knows is told by its name', async () => {
  expect(await troubleBy({ host: 'mail.nobody.invalid', port: 25 })).toEqual({ kind: 'unknown_host' })
})

it('a certificate that nobody vouches for is not the same as no TLS at all', async () => {
  const sealed = await serve('takes', { secure: true, ...selfSigned() })
  expect(await troubleBy({ port: sealed, secure: true })).toEqual({ kind: 'certificate' })
  const open = await serve('takes')
  expect(await troubleBy({ port: open, requireTLS: true })).toEqual({ kind: 'tls' })
  expect(await troubleBy({ port: open, secure: true })).toEqual({ kind: 'tls' })
})
