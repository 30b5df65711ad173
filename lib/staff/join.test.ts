import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Role } from '@/lib/auth/permissions'
import { colleague } from '@/lib/auth/testing'
import { moveClock } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { inviteColleague, withdrawStaffInvite } from './invite-colleague'
import { getStaffInvite, join } from './join'
import { listStaffInvites } from './list-team'
import { another, firstAdmin, goodPassword, halfIn, network, staffTestBed, trail } from './testing'

let drop: () => Promise<void>
let asha: string
const team = (id = asha) => colleague(id, 'admin', 'team.manage')

const linkFor = async (email: string, role: Role = 'operator', by = asha): Promise<string> => {
  const invited = await inviteColleague(team(by), { email, role })
  if (!invited.ok) throw new Error(`invitation refused: ${invited.error}`)
  return invited.value.token
}

const ravi = { full_name: 'Ravi Menon', password: goodPassword }
const ended = { ok: false, error: { code: 'link_ended' } }

beforeAll(async () => {
  drop = await staffTestBed()
  asha = await firstAdmin()
})
afterAll(() => drop())
beforeEach(() => pool().query('truncate sign_in_failures, rate_limits'))

it('an invited colleague joins under the address and role of the invitation, and their second factor is due [A-08] [A-12]', async () => {
  const token = await linkFor('ravi@bank.example')
  const joined = await join(token, ravi)
  if (!joined.ok) throw new Error('expected to join')
  const { rows } = await pool().query('select email, name, role from staff where id = $1', [joined.value.staffId])
  expect(rows).toEqual([{ email: 'ravi@bank.example', name: 'Ravi Menon', role: 'operator' }])
  expect(await halfIn({ email: 'ravi@bank.example', prefix: network() })).toMatchObject({ due: true })
  const actions = (await trail()).map(({ action }) => action)
  expect(actions).toEqual(expect.arrayContaining(['staff.invited', 'staff.joined']))
  expect(await join(token, ravi)).toEqual(ended)
})

it('looking at the link a hundred times uses nothing up, and nothing of the token is kept', async () => {
  const token = await linkFor('looked@bank.example')
  for (let look = 0; look < 100; look += 1) expect(await getStaffInvite(token)).toMatchObject({ role: 'operator' })
  const { rows } = await pool().query<{ row: string }>('select i::text as row from staff_invites i')
  expect(rows.some(({ row }) => row.includes(token))).toBe(false)
  expect((await trail()).some(({ body }) => body.includes(token) || body.includes('looked@'))).toBe(false)
  expect((await join(token, ravi)).ok).toBe(true)
})

it('of two who use one link in the same moment, one joins', async () => {
  const token = await linkFor('race@bank.example')
  const answers = await Promise.all([join(token, ravi), join(token, { ...ravi, full_name: 'Somebody Else' })])
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  expect(answers.find(({ ok }) => !ok)).toEqual(ended)
  const { rowCount } = await pool().query(`select 1 from staff where email = 'race@bank.example'`)
  expect(rowCount).toBe(1)
})

it('a link ends after 48 hours, when it is withdrawn, and when a newer one is made', async () => {
  const old = await linkFor('late@bank.example')
  moveClock(48 * 60 * 60_000 + 1000)
  expect(await join(old, ravi)).toEqual(ended)
  const withdrawn = await linkFor('late@bank.example')
  for (const { id } of await listStaffInvites(team())) await withdrawStaffInvite(team(), id)
  expect(await join(withdrawn, ravi)).toEqual(ended)
  const first = await linkFor('late@bank.example')
  const second = await linkFor('late@bank.example')
  expect(await getStaffInvite(first)).toBeNull()
  expect(await getStaffInvite(second)).not.toBeNull()
  moveClock(-(48 * 60 * 60_000 + 1000))
})

it('two invitations of one address in the same moment leave one open link', async () => {
  await Promise.all(
    ['viewer', 'admin'].map((role) => linkFor('twice@bank.example', role === 'admin' ? 'admin' : 'viewer')),
  )
  const open = (await listStaffInvites(team())).filter(({ email }) => email === 'twice@bank.example')
  expect(open).toHaveLength(1)
})

it('a link of an administrator who was put out brings nobody in [A-02]', async () => {
  const gone = await another('stf_gone', 'admin')
  const token = await linkFor('friend@bank.example', 'admin', gone)
  await pool().query('update staff set disabled_at = now() where id = $1', [gone])
  expect(await getStaffInvite(token)).toBeNull()
  expect(await join(token, ravi)).toEqual(ended)
  expect(await inviteColleague(team(gone), { email: 'next@bank.example', role: 'admin' })).toEqual({
    ok: false,
    error: 'not_admin',
  })
})

it('an address that is a colleague already is not invited again, and weak names and passwords are refused [A-04]', async () => {
  expect(await inviteColleague(team(), { email: 'asha@bank.example', role: 'viewer' })).toEqual({
    ok: false,
    error: 'taken',
  })
  const token = await linkFor('meena@bank.example')
  expect(await join(token, { ...ravi, full_name: 'M' })).toMatchObject({ error: { code: 'full_name' } })
  expect(await join(token, { ...ravi, password: 'meena@bank.example' })).toMatchObject({
    error: { code: 'password_common' },
  })
  expect(await getStaffInvite(token)).not.toBeNull()
})

it.each(['', 'x', 'A'.repeat(43), `${'A'.repeat(42)}'`, 'é'.repeat(43)])('%j is no link', async (token) => {
  expect(await getStaffInvite(token)).toBeNull()
  expect(await join(token, ravi)).toEqual(ended)
})
