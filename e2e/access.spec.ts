import { readFile } from 'node:fs/promises'
import type { Stack } from '../scripts/stack.ts'
import { askDoor, callAction, type Found, meaning } from './access/ask.ts'
import { actions, doors, grants, type Need } from './access/table.ts'
import { actionIds, Visitor } from './access/visitor.ts'
import { startWithoutProxy } from './access/without-proxy.ts'
import { addressFor, type DoorOfHouse, doorsOfHouse, makeThings, type Things } from './access/world.ts'
import { expect, test } from './fixtures.ts'
import { ask, type Door } from './matrix/person.ts'
import { full } from './matrix/world.ts'
import { type Colleague, makeColleague } from './pages/colleague.ts'

// Rows of its own in every table, and the last administrator among them.
test.use({ room: 'access' })

type Asker = {
  who: string
  colleague: Colleague
  may: readonly string[] | null
  instead: { page: Found; other: Found }
}

const outside = { page: 'sign-in', other: 'sign-in' }

/** Everybody who may ask: each role, and those who are not in. */
const askers = async (stack: Stack): Promise<Asker[]> => {
  const nobody = { who: 'nobody', colleague: { staffId: '', cookie: '' }, may: null, instead: outside }
  const made = await Promise.all(
    Object.entries(grants).map(async ([who, may]) => ({
      who,
      colleague: await makeColleague(stack, who),
      may,
      instead: { page: 'none', other: 'none' },
    })),
  )
  const out = async (who: string, set: string): Promise<Asker> => {
    const colleague = await makeColleague(stack, 'admin')
    await stack.db.query(set, [colleague.staffId])
    return { who, colleague, may: null, instead: outside }
  }
  return [
    nobody,
    ...made,
    await out('disabled', 'update staff set disabled_at = now() where id = $1'),
    await out('signed out', 'update staff_sign_ins set ended_at = now() where staff_id = $1'),
    await out('of an older password', 'update staff set session_version = 2 where id = $1'),
    await out('idle', `update staff_sign_ins set last_seen_at = now() - interval '16 minutes' where staff_id = $1`),
    {
      who: 'second step due',
      colleague: await makeColleague(stack, 'admin', { passed: false }),
      may: null,
      // A route that takes a post has no page to show; it leads to the beginning, which leads on.
      instead: { page: 'second step', other: 'sign-in' },
    },
  ]
}

const mayPass = (need: Need, { may }: Asker): boolean =>
  need === 'anyone' || (may !== null && (need === 'colleague' || need.every((one) => may.includes(one))))

const consoleDoors = (): DoorOfHouse[] => doorsOfHouse().filter(({ route }) => doors[route] !== 'anyone')

/** What differs from the table, in words; nothing when the house keeps to it. */
const differences = async (stack: Stack, door: Door, things: Things, asker: Asker): Promise<string[]> => {
  const wrong: string[] = []
  for (const { route, page, methods } of consoleDoors()) {
    const need = doors[route] ?? 'anyone'
    for (const method of methods) {
      const path = await addressFor(stack, things, asker.colleague, route)
      const found = await askDoor(door, path, method, asker.colleague.cookie)
      const wanted = mayPass(need, asker) ? 'in' : page ? asker.instead.page : asker.instead.other
      if (found !== wanted) wrong.push(`${method} ${route} by ${asker.who}: expected ${wanted}, found ${found}`)
    }
  }
  return wrong
}

const here = (stack: Stack): Door => ({ port: stack.web.port, host: new URL(stack.origin).host })

test('every door of the house is in the table of who may pass it, and no door that is gone [A-10]', () => {
  expect(Object.keys(doors).sort()).toEqual(
    doorsOfHouse()
      .map(({ route }) => route)
      .sort(),
  )
})

const everyDifference = async (stack: Stack, door: Door, only?: readonly string[]): Promise<string[]> => {
  const things = await makeThings(stack, here(stack))
  const asking = (await askers(stack)).filter(({ who }) => !only || only.includes(who))
  const found = await Promise.all(asking.map((asker) => differences(stack, door, things, asker)))
  return found.flat()
}

test('role by role and door by door, whoever may not is turned away before anything else [A-10] [N-02] [A-02] [A-08]', async ({
  stack,
}) => {
  expect(await everyDifference(stack, here(stack))).toEqual([])
})

/** The lock is the same code with and without proxy.ts, so the sample asks as somebody of each kind. */
const someone = full ? undefined : ['nobody', 'second step due', 'auditor', 'disabled']

test('the same without proxy.ts: every door keeps its own lock [N-02] [A-10]', async ({ stack }) => {
  const { door, end } = await startWithoutProxy(stack)
  try {
    const { headers } = await ask(door, '/sign-in')
    expect(headers['content-security-policy'], 'what only proxy.ts sets').toBeUndefined()
    expect(await everyDifference(stack, door, someone)).toEqual([])
    expect(await everyActionDifference(stack, door, someone)).toEqual([])
  } finally {
    await end()
  }
})

type ActionEntry = { id: string; name: string; page: string }

const consoleActions = async (): Promise<ActionEntry[]> => {
  const manifest = JSON.parse(await readFile('.next/standalone/.next/server/server-reference-manifest.json', 'utf8'))
  const entries: [string, { filename: string; exportedName: string; workers: object }][] = Object.entries(manifest.node)
  return entries
    .filter(([, { filename }]) => filename.startsWith('app/admin/'))
    .map(([id, { filename, exportedName, workers }]) => ({
      id,
      name: `${filename.slice('app/admin/'.length)}:${exportedName}`,
      page: (Object.keys(workers)[0] ?? '').replace(/^app/, '').replace(/\/page$/, ''),
    }))
}

const everyActionDifference = async (stack: Stack, door: Door, only?: readonly string[]): Promise<string[]> => {
  const all = await consoleActions()
  const things = await makeThings(stack, here(stack))
  const head = async () => (await stack.db.query('select max(seq) as seq from audit_events')).rows[0].seq
  const wrong: string[] = []
  for (const asker of await askers(stack)) {
    if (only && !only.includes(asker.who)) continue
    const before = await head()
    for (const { id, name, page } of all) {
      if (mayPass(actions[name] ?? 'anyone', asker)) continue
      const path = await addressFor(stack, things, asker.colleague, page)
      const found = await callAction(door, path, id, asker.colleague.cookie)
      const { page: wanted } = asker.instead
      if (found !== wanted) wrong.push(`${name} by ${asker.who}: expected ${wanted}, found ${found}`)
    }
    if ((await head()) !== before) wrong.push(`${asker.who} left a row in the trail`)
  }
  return wrong
}

test('role by role and action by action, whoever may not is turned away and nothing is changed [A-10] [N-02] [A-02]', async ({
  stack,
}) => {
  expect((await consoleActions()).map(({ name }) => name).sort()).toEqual(Object.keys(actions).sort())
  expect(await everyActionDifference(stack, here(stack))).toEqual([])
})

test('a call of the table really brings its form: what is permitted is done with what was typed [A-10]', async ({
  stack,
}) => {
  const { session } = await makeThings(stack, here(stack))
  const { staffId, cookie } = await makeColleague(stack, 'operator')
  const visitor = new Visitor(here(stack), cookie)
  const noted = { id: session, note: 'Called back, will finish tomorrow' }
  const answer = await visitor.act('app/admin/sessions/[id]/actions.ts#noteNow', `/admin/sessions/${session}`, noted)
  expect(answer.headers['x-action-redirect'], 'two arguments').toContain('said=noted')
  const { rows } = await stack.db.query('select staff_id from session_notes where kyc_session_id = $1', [session])
  expect(rows).toEqual([{ staff_id: staffId }])
  const found = await visitor.act('app/admin/actions.ts#find', '/admin/sessions', { find: 'SW-TEST' })
  expect(found.headers['x-action-redirect'], 'one argument').toContain('/admin/invitations')
})

/** Neither what a person asks for by a link nor by a form. */
const otherMethods = ['HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'] as const

test('no door does anything for another method, nor tells anything, whoever asks [A-10] [N-02]', async ({ stack }) => {
  const things = await makeThings(stack, here(stack))
  const head = async () => (await stack.db.query('select max(seq) as seq from audit_events')).rows[0].seq
  const wrong: string[] = []
  for (const asker of (await askers(stack)).filter(({ who }) => ['nobody', 'auditor', 'admin'].includes(who))) {
    for (const { route } of doorsOfHouse()) {
      const path = await addressFor(stack, things, asker.colleague, route)
      const before = await head()
      for (const method of otherMethods) {
        const headers = { cookie: asker.colleague.cookie, origin: `http://${here(stack).host}` }
        const answer = await ask(here(stack), path, { method, headers })
        const told = `${method} ${route} by ${asker.who}: status ${answer.status}`
        if (answer.status >= 500) wrong.push(told)
        // HEAD is GET without its text, and OPTIONS names methods; the others change what is there, and nothing does here.
        const refused = answer.status >= 400 || [303, 307, 308].includes(answer.status)
        if (!['HEAD', 'OPTIONS'].includes(method) && !refused) wrong.push(`${told} instead of a refusal`)
        if (method === 'HEAD' && !mayPass(doors[route] ?? 'anyone', asker) && answer.status < 300) wrong.push(told)
        if (method !== 'OPTIONS' && method !== 'HEAD' && answer.text.length > 4_000) wrong.push(`${told} tells much`)
        if (method === 'OPTIONS' && answer.text !== '') wrong.push(`${told} with a text`)
      }
      if ((await head()) !== before) wrong.push(`${route} by ${asker.who} left a row in the trail`)
    }
  }
  expect(wrong).toEqual([])
})

test('the actions of the second step answer nobody but those who are at it [A-08] [N-02]', async ({ stack }) => {
  const of = async (colleague: Pick<Colleague, 'cookie'>, name: string) =>
    meaning(await new Visitor(here(stack), colleague.cookie).act(name, '/sign-in/second'))
  const names = [...actionIds().keys()].filter((name) => name.startsWith('app/sign-in/second/'))
  expect(names).toHaveLength(6)
  const inside = await makeColleague(stack, 'admin')
  const due = await makeColleague(stack, 'admin', { passed: false })
  for (const name of names) {
    expect(await of({ cookie: '' }, name), `${name} by nobody`).toBe('sign-in')
    expect(await of(inside, name), `${name} by who is in`).toBe('sign-in')
    expect(['in', 'second step'], `${name} by who is at it`).toContain(await of(due, name))
  }
})
