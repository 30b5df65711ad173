import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { moveClock } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { isSetupOpen, setUp } from './first-run'
import { checkSetup, setupSchema } from './setup-schema'
import { signIn } from './sign-in'
import { attempt, goodPassword, setupInput, setupToken, staffTestBed, trail } from './testing'

let drop: () => Promise<void>
beforeAll(async () => {
  drop = await staffTestBed()
})
afterAll(() => drop())
beforeEach(async () => {
  await pool().query(
    'truncate staff_sign_ins, staff, setup_tokens, organisation, sign_in_failures, rate_limits cascade',
  )
})

const staffCount = async (): Promise<number> => (await pool().query('select 1 from staff')).rowCount ?? 0

describe('first run', () => {
  it('starts without any account that could sign in [A-05]', async () => {
    expect(await staffCount()).toBe(0)
    for (const email of ['admin', 'admin@localhost', 'root', 'asha@bank.example'])
      expect((await signIn(attempt({ email, password: 'admin', knownAs: email }))).ok).toBe(false)
  })

  it('makes the account and names the organisation in one go, and says so in the trail [A-05, A-12]', async () => {
    const seen = (await trail()).length
    const done = await setUp(await setupToken(), setupInput())
    expect(done.ok).toBe(true)
    expect((await getOrganisation()).name).toBe('Test Bank')
    expect((await signIn(attempt())).ok).toBe(true)
    const told = (await trail()).slice(seen)
    expect(told.map(({ action }) => action)).toEqual(['staff.created', 'organisation.saved', 'staff.password_accepted'])
    expect(told[0]?.actor_kind).toBe('setup')
    expect(JSON.stringify(told)).not.toContain(goodPassword)
    expect(JSON.stringify(told)).not.toContain('asha@')
  })

  it('is not used up by looking at the link [A-05]', async () => {
    const token = await setupToken()
    expect(await isSetupOpen(token)).toBe(true)
    expect(await isSetupOpen(token)).toBe(true)
    expect((await setUp(token, setupInput())).ok).toBe(true)
    expect(await isSetupOpen(token)).toBe(false)
  })

  it('refuses a used, an old, an unknown and a malformed link alike [A-05]', async () => {
    const old = await setupToken()
    moveClock(31 * 60_000)
    try {
      for (const token of [old, 'x'.repeat(43), '', "' or 1=1 --"]) {
        expect(await setUp(token, setupInput())).toEqual({ ok: false, error: { code: 'link_ended' } })
        expect(await isSetupOpen(token)).toBe(false)
      }
    } finally {
      moveClock(-31 * 60_000)
    }
    expect(await staffCount()).toBe(0)
  })

  it('lets one of two set-ups win when both use the same link at once [A-05]', async () => {
    const token = await setupToken()
    const outcomes = await Promise.all([
      setUp(token, setupInput()),
      setUp(token, setupInput({ email: 'ravi@bank.example' })),
    ])
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await staffCount()).toBe(1)
  })

  it('lets one of two set-ups win when each has a link of its own [A-05]', async () => {
    const tokens = [await setupToken(), await setupToken(), await setupToken()]
    const outcomes = await Promise.all(
      tokens.map((token, at) => setUp(token, setupInput({ email: `person${at}@bank.example` }))),
    )
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await staffCount()).toBe(1)
  })

  it('keeps nothing when the organisation cannot be written', async () => {
    const token = await setupToken()
    const broken = { ...setupInput(), legal_name: 'Bank\u0000' }
    await expect(setUp(token, broken)).rejects.toThrow()
    expect(await staffCount()).toBe(0)
    expect(await isSetupOpen(token)).toBe(true)
  })

  it('refuses an easy password without using up the link [A-04]', async () => {
    const token = await setupToken()
    const refused = await setUp(token, setupInput({ password: 'TestBank2026!' }))
    expect(refused).toEqual({ ok: false, error: { code: 'password_common' } })
    expect(await isSetupOpen(token)).toBe(true)
  })
})

describe('what set-up accepts', () => {
  const typed = { ...setupInput(), return_url: '' }
  const faultsOf = async (wish: Record<string, string>) => {
    const checked = await checkSetup({ ...typed, ...wish })
    return checked.ok ? {} : checked.error
  }

  it('takes a whole form and turns no return address into none', () => {
    expect(setupSchema.parse(typed).return_url).toBeNull()
    expect(setupSchema.parse({ ...typed, email: '  ASHA@Bank.example ' }).email).toBe('asha@bank.example')
  })

  it.each([
    [{ full_name: 'A' }, 'full_name', 'full_name'],
    [{ email: 'not an address' }, 'email', 'email'],
    [{ password: '', password_again: '' }, 'password', 'password_short'],
    [{ password_again: 'something else' }, 'password_again', 'password_differs'],
    [{ name: 'Bank \u202eknaB' }, 'name', 'business_name'],
    [{ legal_name: 'x'.repeat(121) }, 'legal_name', 'legal_name'],
    [{ contact: '' }, 'contact', 'contact'],
    [{ return_url: 'http://bank.example' }, 'return_url', 'return_url'],
    [{ return_url: 'javascript:alert(1)' }, 'return_url', 'return_url'],
    [{ return_url: 'https://user:pass@bank.example/' }, 'return_url', 'return_url'],
  ])('answers %j at its field', async (wish, field, message) => {
    expect(await faultsOf(wish)).toEqual({ [field]: message })
  })

  it('names every fault at once', async () => {
    const empty = Object.fromEntries(Object.keys(typed).map((name) => [name, '']))
    expect(Object.keys(await faultsOf(empty))).toHaveLength(9)
  })

  it('refuses fields it does not know [N-03]', () => {
    expect(setupSchema.safeParse({ ...typed, role: 'owner' }).success).toBe(false)
    expect(setupSchema.safeParse(JSON.parse('{"__proto__": {"name": "x"}}')).success).toBe(false)
  })
})
