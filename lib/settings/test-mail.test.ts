import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Permitted } from '@/lib/auth/permissions'
import { colleague } from '@/lib/auth/testing'
import { pool } from '@/lib/db/client'
import { headerOf, partsOf, startMailServer } from '@/lib/mail/testing'
import { firstAdmin, staffTestBed, trail } from '@/lib/staff/testing'
import { testMail } from './test-mail'

let server: Awaited<ReturnType<typeof startMailServer>>
let drop: () => Promise<void>
let asha: Permitted<'settings.manage'>

beforeAll(async () => {
  server = await startMailServer()
  Object.assign(process.env, { SMTP_URL: `smtp://127.0.0.1:${server.port}`, MAIL_FROM: 'kyc@bank.example' })
  drop = await staffTestBed()
  asha = colleague(await firstAdmin(), 'admin', 'settings.manage')
})
afterAll(async () => {
  await drop()
  await server.close()
})
beforeEach(() => Object.assign(server.state, { mood: 'takes', delivered: [] }))

const lastTest = async () => (await trail()).filter(({ action }) => action === 'mail.tested').at(-1)

it('sends one letter to whoever asks, says who took it, and writes that down [G-01]', async () => {
  expect(await testMail(asha)).toEqual({ kind: 'accepted', host: '127.0.0.1', to: 'asha@bank.example' })
  const [letter] = server.state.delivered
  expect(server.state.delivered).toHaveLength(1)
  expect(letter?.to).toBe('asha@bank.example')
  expect(headerOf(letter?.source ?? '', 'From')).toBe('Test Bank <kyc@bank.example>')
  expect(partsOf(letter?.source ?? '').text).toContain('test message you asked for')
  const row = await lastTest()
  expect(row).toMatchObject({ object_id: 'mail' })
  expect(JSON.stringify(row), 'no address in the trail').not.toContain('asha@')
})

it('hands back what the server answered', async () => {
  server.state.mood = 'refuses_address'
  expect(await testMail(asha)).toEqual({
    kind: 'trouble',
    host: '127.0.0.1',
    trouble: { kind: 'refused', code: 550, why: 'address' },
  })
})

it('sends nothing more after 5 in a quarter of an hour, and says until when', async () => {
  await pool().query('truncate rate_limits')
  const tests = [0, 1, 2, 3, 4].map(() => testMail(asha))
  expect((await Promise.all(tests)).every(({ kind }) => kind === 'accepted')).toBe(true)
  expect(await testMail(asha)).toEqual({ kind: 'wait', until: expect.any(Date) })
  expect(server.state.delivered).toHaveLength(5)
})
