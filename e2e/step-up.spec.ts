import { readFileSync } from 'node:fs'
import { hash } from '@node-rs/argon2'
import { FormData } from 'undici'
import type { Stack } from '../scripts/stack.ts'
import { actionIds, Visitor } from './access/visitor.ts'
import { makeThings, type Things } from './access/world.ts'
import { expect, test } from './fixtures.ts'
import { makeColleague } from './pages/colleague.ts'
import { admin } from './pages/staff.ts'

test.use({ room: 'access' })

type Sensitive = { path: string; fields: (id: string, things: Things) => Record<string, string> }

const account = (fields: Record<string, string> = {}): Sensitive => ({ path: '/admin/account', fields: () => fields })
const newPassword = 'pebble lantern thirty 7 rivers'

/** Actions that take the proof in their own form, and change something. */
const proveInForm: Readonly<Record<string, Sensitive>> = {
  'app/admin/account/actions.ts#makeRecoveryCodes': account(),
  'app/admin/account/actions.ts#removePasskey': {
    path: '/admin/account',
    fields: (id) => ({ passkey_id: `key_${id}` }),
  },
  'app/admin/account/actions.ts#changePassword': account({
    new_password: newPassword,
    new_password_again: newPassword,
  }),
  'app/admin/audit/export/actions.ts#askAuditExport': {
    path: '/admin/audit/export',
    fields: () => ({ reason: 'a look at the step-up', format: 'jsonl' }),
  },
  'app/admin/sessions/export/actions.ts#askExport': {
    path: '/admin/sessions/export',
    fields: () => ({ reason: 'a look at the step-up', format: 'csv' }),
  },
  'app/admin/invitations/actions.ts#revealNow': {
    path: '/admin/invitations/inv_x/reveal',
    fields: (_id, { invitation }) => ({ id: invitation, reason: 'reach' }),
  },
  'app/admin/sessions/[id]/actions.ts#releaseNow': {
    path: '/admin/sessions/kyc_x/release',
    fields: (_id, { session }) => ({ id: session, reason: 'She called from the number on file' }),
  },
  'app/admin/settings/kept/actions.ts#savePeriods': {
    path: '/admin/settings/kept',
    fields: () => ({ session_days: '400', audit_days: '800', stamp: 'none' }),
  },
  'app/admin/team/actions.ts#invite': {
    path: '/admin/team/invite',
    fields: (id) => ({ email: `${id}.new@bank.example`, role: 'viewer' }),
  },
  'app/admin/team/actions.ts#changeColleague': {
    path: '/admin/team/stf_x/role',
    fields: (id) => ({ id: `${id}_other`, change: 'role', role: 'auditor' }),
  },
}

/** Actions that need a proof given before, by `proveAgain`; with it they answer otherwise. */
const proveBefore: Readonly<Record<string, { stale: RegExp; fresh: RegExp }>> = {
  'app/admin/account/actions.ts#addPasskey': { stale: /said=stale/, fresh: /said=passkey_name/ },
  'app/admin/account/actions.ts#askNewPasskey': { stale: /:null$/m, fresh: /challenge/ },
  'app/admin/account/actions.ts#changeApp': { stale: /said=stale/, fresh: /"problem":"[^"]/ },
}
const proveAgain = 'app/admin/account/actions.ts#proveAgain'

/** Everything a sensitive action may change, as one text. */
const stateOf = async (stack: Stack): Promise<string> => {
  const { rows } = await stack.db.query(
    `select (select jsonb_agg(to_jsonb(s) order by s.id) from staff s) as staff,
            (select jsonb_agg(to_jsonb(c) order by c::text) from staff_recovery_codes c) as codes,
            (select jsonb_agg(to_jsonb(k) order by k.credential_id) from staff_passkeys k) as passkeys,
            (select jsonb_agg(to_jsonb(t) order by t.staff_id) from staff_totp t) as apps,
            (select jsonb_agg(to_jsonb(e) order by e.id) from exports e) as exports,
            (select jsonb_agg(to_jsonb(i) order by i.id) from staff_invites i) as invites,
            (select jsonb_agg(k.status order by k.id) from kyc_sessions k) as sessions,
            (select count(*) from audit_events where action = 'invitation.revealed') as looks,
            (select jsonb_agg(to_jsonb(r)) from retention r) as periods`,
  )
  return JSON.stringify(rows)
}

/** A colleague whose proof is six minutes old. */
const stale = async (stack: Stack, id: string): Promise<void> => {
  await stack.db.query("update staff_sign_ins set fresh_at = now() - interval '6 minutes' where staff_id = $1", [id])
}

const press = async (visitor: Visitor, name: string, path: string, fields: Record<string, string>): Promise<string> => {
  const answer = await visitor.act(name, path, fields)
  return `${answer.headers['x-action-redirect'] ?? ''}\n${answer.text}`
}

/** The body of an exported function: up to the line that closes it. */
const bodyOf = (file: string, name: string): string =>
  new RegExp(`^export const ${name} = [\\s\\S]*?^}`, 'm').exec(readFileSync(file, 'utf8'))?.[0] ?? ''

const doorOf = (stack: Stack) => ({ port: stack.web.port, host: new URL(stack.origin).host })

const colleague = async (stack: Stack): Promise<{ id: string; visitor: Visitor }> => {
  const { staffId: id, cookie } = await makeColleague(stack, 'admin')
  await stack.db.query('update staff set password_hash = $2 where id = $1', [id, await hash(admin.password)])
  return { id, visitor: new Visitor(doorOf(stack), cookie) }
}

test('every action that asks who is there is tried below [A-09]', () => {
  const asking = [...actionIds().keys()].sort().filter((name) => {
    const [file = '', exported = ''] = name.split('#')
    return /provePresence\(|isFresh\(/.test(bodyOf(file, exported))
  })
  expect(asking).toEqual([...Object.keys(proveInForm), ...Object.keys(proveBefore), proveAgain].sort())
})

for (const [name, { path, fields }] of Object.entries(proveInForm))
  test(`${name} changes nothing without a fresh proof, nor with a wrong one, and works with it [A-09]`, async ({
    stack,
  }) => {
    const { id, visitor } = await colleague(stack)
    const things = await makeThings(stack, doorOf(stack))
    await stack.db.query(
      `insert into staff (id, email, name, role, created_at) values ($1, $2, 'Other', 'viewer', now())`,
      [`${id}_other`, `${id}.other@bank.example`],
    )
    await stack.db.query(
      `insert into staff_passkeys (credential_id, staff_id, public_key, counter, transports, synced, name, created_at)
       select 'key_' || $1::text || n, $1::text, 'x', 0, '{}', false, 'Laptop', now() from unnest(array['', '_second']) n`,
      [id],
    )
    await stale(stack, id)
    const before = await stateOf(stack)
    expect(await press(visitor, name, path, fields(id, things))).toContain('Write your password to go on.')
    const wrong = { ...fields(id, things), confirm_password: 'not the password' }
    expect(await press(visitor, name, path, wrong)).toContain('That password did not match.')
    expect(await stateOf(stack), 'what an old proof has changed').toBe(before)
    const old = visitor.cookie
    await press(visitor, name, path, { ...fields(id, things), confirm_password: admin.password })
    expect(await stateOf(stack), 'what a fresh proof has changed').not.toBe(before)
    expect(visitor.cookie, 'the sign-in goes on under another id (A-03)').not.toBe(old)
  })

test('what has no room for a proof sends back to where it is given, and works after it [A-09]', async ({ stack }) => {
  const { id, visitor } = await colleague(stack)
  await stale(stack, id)
  const before = await stateOf(stack)
  for (const [name, answers] of Object.entries(proveBefore))
    expect(await press(visitor, name, '/admin/account', {}), name).toMatch(answers.stale)
  expect((await visitor.ask('/admin/account/app')).headers.location).toContain('/admin/account?said=stale')
  expect(await press(visitor, proveAgain, '/admin/account', {})).toContain('Write your password to go on.')
  expect(await stateOf(stack)).toBe(before)
  await press(visitor, proveAgain, '/admin/account', { confirm_password: admin.password })
  expect((await visitor.ask('/admin/account/app')).status).toBe(200)
  for (const [name, answers] of Object.entries(proveBefore))
    expect(await press(visitor, name, '/admin/account', {}), name).toMatch(answers.fresh)
})

test('the links of a file leave only with a fresh proof, given in the same form [A-09]', async ({ stack }) => {
  const { id, visitor } = await colleague(stack)
  const { import: file } = await makeThings(stack, doorOf(stack))
  const take = async (password: string | null) => {
    const body = new FormData()
    if (password !== null) body.append('confirm_password', password)
    const path = `/admin/invitations/many/${file}/links`
    return (await visitor.ask(path, { method: 'POST', ...(password === null ? {} : { body }) })).headers.location
  }
  await stale(stack, id)
  const old = visitor.cookie
  expect(await take(null)).toContain('said=links_not_proven')
  expect(await take('not the password')).toContain('said=links_not_proven')
  expect(visitor.cookie).toBe(old)
  // This file is not finished, so that what follows the proof is a page and no file.
  expect(await take(admin.password)).toMatch(new RegExp(`/admin/invitations/many/${file}$`))
  expect(visitor.cookie, 'the sign-in goes on under another id (A-03)').not.toBe(old)
})
