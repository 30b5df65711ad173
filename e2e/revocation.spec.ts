import type { Stack } from '../scripts/stack.ts'
import { meaning } from './access/ask.ts'
import { Visitor } from './access/visitor.ts'
import { expect, test } from './fixtures.ts'
import { makeColleague } from './pages/colleague.ts'

// The same product as the table of access: both make colleagues of their own.
test.use({ room: 'access' })

/** One page, one route and one action of the same right, each by a request of its own. */
const knock = async (visitor: Visitor): Promise<string[]> => [
  meaning(await visitor.ask('/admin/invitations')),
  meaning(await visitor.ask('/admin/invitations/many/sample')),
  meaning(
    await visitor.act('app/admin/invitations/actions.ts#findInvitation', '/admin/invitations', { typed: 'nothing' }),
  ),
]

const all = (found: string): string[] => [found, found, found]

const employ = async (stack: Stack, role: string): Promise<{ id: string; visitor: Visitor }> => {
  const { staffId, cookie } = await makeColleague(stack, role)
  return { id: staffId, visitor: new Visitor({ port: stack.web.port, host: new URL(stack.origin).host }, cookie) }
}

for (const [what, fields] of [
  ['a role that was changed', { change: 'role', role: 'viewer' }],
  ['a colleague who was disabled', { change: 'disable' }],
  ['sign-ins that were ended', { change: 'end_sign_ins' }],
] as const)
  test(`${what}: the next request to a page, a route and an action leads to the sign-in page [A-02] [A-10]`, async ({
    stack,
  }) => {
    const { visitor: chief } = await employ(stack, 'admin')
    const { id, visitor: colleague } = await employ(stack, 'operator')
    expect(await knock(colleague)).toEqual(all('in'))
    const path = `/admin/team/${id}`
    const answer = await chief.act('app/admin/team/actions.ts#changeColleague', `${path}/${fields.change}`, {
      id,
      ...fields,
    })
    expect(String(answer.headers['x-action-redirect'])).toContain(`${path}?said=${fields.change}`)
    expect(await knock(colleague)).toEqual(all('sign-in'))
    expect(await knock(chief), 'who made the change stays in').toEqual(all('in'))
  })

test('a right that a role no longer holds is refused on the next request of the same sign-in [A-02] [A-10]', async ({
  stack,
}) => {
  const { id, visitor } = await employ(stack, 'operator')
  expect(await knock(visitor)).toEqual(all('in'))
  await stack.db.query("update staff set role = 'auditor' where id = $1", [id])
  expect(await knock(visitor)).toEqual(all('none'))
  expect(meaning(await visitor.ask('/admin/audit'))).toBe('in')
})
