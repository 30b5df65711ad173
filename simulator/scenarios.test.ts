import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ScenarioName, scenarioNames } from './scenarios.ts'
import { type Simulator, startSimulator } from './server.ts'
import { createCaller } from './testing.ts'

let simulator: Simulator
let caller: ReturnType<typeof createCaller>

beforeAll(async () => {
  simulator = await startSimulator({ settings: { rpmLimit: null } })
  caller = createCaller(simulator)
})
beforeEach(() => simulator.control.reset())
afterAll(() => simulator.close())

const all = ['aadhaar', 'pan', 'driving_license']
type Ending = { comesBack: boolean; status: string; documents?: readonly string[]; first?: number; after?: number }

const endings: Record<ScenarioName, Ending> = {
  agrees_to_all: { comesBack: true, status: 'succeeded', documents: all },
  agrees_to_some: { comesBack: true, status: 'succeeded', documents: ['aadhaar'] },
  agrees_to_none: { comesBack: true, status: 'succeeded', documents: [] },
  refuses: { comesBack: true, status: 'failed' },
  fails_sign_in: { comesBack: true, status: 'failed' },
  never_comes_back: { comesBack: false, status: 'succeeded', documents: all },
  comes_back_elsewhere: { comesBack: false, status: 'succeeded', documents: all },
  late_result: { comesBack: true, status: 'succeeded', documents: all, after: 10_000 },
  too_many_calls: { comesBack: true, status: 'succeeded', documents: all, first: 429 },
  provider_down: { comesBack: true, status: 'succeeded', documents: all, first: 503 },
  bad_answer: { comesBack: true, status: 'succeeded', documents: all, first: 502 },
}

const rawStatus = async (id: string) =>
  (await fetch(caller.at(`/kyc/digilocker/sessions/${id}/status`), { headers: await caller.headers() })).status

const expectEnding = async (id: string, end: string | null, ending: Ending): Promise<void> => {
  expect(end !== null).toBe(ending.comesBack)
  if (ending.first) for (let call = 0; call < 3; call += 1) expect(await rawStatus(id)).toBe(ending.first)
  if (ending.after) {
    expect((await caller.status(id)).body.data.status).toBe('created')
    simulator.control.forward(ending.after)
  }
  const { data } = (await caller.status(id)).body
  expect([data.status, data.documents_consented]).toEqual([ending.status, ending.documents])
}

describe.each(scenarioNames)('the story %s', (name) => {
  it('plays when picked on the consent page', async () => {
    const { authorization_url, session_id } = (await caller.init()).body.data
    const end = await caller.consent(authorization_url, { decision: 'scenario', scenario: name })
    await expectEnding(session_id, end, endings[name])
  })

  it('plays by itself when planned ahead, once and only for the sessions it names', async () => {
    simulator.control.plan(name, '/mine/')
    const open = async (redirect_url: string) => {
      const { authorization_url, session_id } = (await caller.init({ redirect_url })).body.data
      const answer = await fetch(authorization_url, { redirect: 'manual' })
      const callback = answer.headers.get('location')
      const back = callback === null ? null : await fetch(caller.at(callback), { redirect: 'manual' })
      return { session_id, end: back?.headers.get('location') ?? null }
    }
    const other = await open('https://product.example/other/return')
    const mine = await open('https://product.example/mine/return')
    await expectEnding(mine.session_id, mine.end, endings[name])
    expect(simulator.control.plans()).toEqual([])
    expect((await caller.status(other.session_id)).body.data.status).toBe('created')
  })
})

it('takes no story it does not know', async () => {
  const { authorization_url } = (await caller.init()).body.data
  expect((await caller.press(authorization_url, { decision: 'scenario', scenario: 'wins_the_lottery' })).status).toBe(
    400,
  )
  expect((await caller.press(authorization_url, { decision: 'scenario' })).status).toBe(400)
})

describe('the front page', () => {
  const choose = (form: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(caller.at('/'), { method: 'POST', body: new URLSearchParams(form), headers })

  it('plans a story for the next person', async () => {
    expect((await choose({ story: 'refuses' })).status).toBe(200)
    const { authorization_url, session_id } = (await caller.init()).body.data
    await fetch(authorization_url, { redirect: 'manual' }).then((answer) =>
      fetch(caller.at(answer.headers.get('location') ?? ''), { redirect: 'manual' }),
    )
    expect((await caller.status(session_id)).body.data.status).toBe('failed')
  })

  it.each([
    ['too_many_calls', 429],
    ['provider_down', 503],
    ['no_credits', 403],
  ])('orders %s for the next start', async (trouble, status) => {
    expect((await choose({ trouble })).status).toBe(200)
    expect((await caller.init()).status).toBe(status)
    expect((await caller.init()).status).toBe(200)
  })

  it('moves the time forward', async () => {
    const { session_id } = (await caller.init()).body.data
    await choose({ forward: '3600' })
    expect((await caller.status(session_id)).body.data.status).toBe('expired')
  })

  it('refuses what it does not offer and forms of other sites', async () => {
    expect((await choose({ story: 'wins_the_lottery' })).status).toBe(400)
    expect((await choose({ story: 'refuses' }, { origin: 'https://evil.example' })).status).toBe(403)
    expect(simulator.control.plans()).toEqual([])
  })
})
