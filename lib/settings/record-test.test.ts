import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Permitted } from '@/lib/auth/permissions'
import { colleague } from '@/lib/auth/testing'
import { firstAdmin, staffTestBed, trail } from '@/lib/staff/testing'
import { testConnection } from './test-connection'
import { testMail } from './test-mail'
import { testSso } from './test-sso'

/** Guarantee: a listening TCP server has an address with a port. */
const portOf = (server: Server): number => (server.address() as AddressInfo).port

/** The outside world: it looks what the trail says when it is called, and hangs up. */
let world: Server
let drop: () => Promise<void>
let asha: Permitted<'settings.manage'>
const seen: (string | undefined)[] = []

const lastAction = async () => (await trail()).at(-1)?.action

beforeAll(async () => {
  world = createServer((socket) => {
    socket.on('error', () => undefined)
    void lastAction().then((action) => {
      seen.push(action)
      socket.destroy()
    })
  }).listen(0, '127.0.0.1')
  await once(world, 'listening')
  const port = portOf(world)
  Object.assign(process.env, {
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    MAIL_FROM: 'kyc@bank.example',
    OIDC_ISSUER: `http://127.0.0.1:${port}`,
    OIDC_CLIENT_ID: 'swikriti',
    OIDC_CLIENT_SECRET: 'a secret of the identity provider',
    OIDC_ROLES: 'kyc_admins=admin',
  })
  drop = await staffTestBed({ SANDBOX_BASE_URL: `http://127.0.0.1:${port}` })
  asha = colleague(await firstAdmin(), 'admin', 'settings.manage')
})
afterAll(async () => {
  await drop()
  world.close()
})
beforeEach(() => {
  seen.length = 0
})

it.each([
  ['mail', testMail],
  ['sso', testSso],
  ['provider', testConnection],
] as const)(
  'that a test of %s was asked for is in the trail before the outside world is called, and its result after [G-01]',
  async (what, test) => {
    await test(asha)
    expect(seen[0]).toBe(`${what}.test_begun`)
    expect(new Set(seen).size, 'however often it was called').toBe(1)
    expect(await lastAction()).toBe(`${what}.tested`)
  },
)
