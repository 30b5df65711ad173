import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'playwright/test'
import { type Answer, Person } from './person.ts'
import { count, full, startWorld, sweepNow, type World } from './world.ts'

let world: World

test.describe.configure({ mode: 'default', timeout: full ? 300_000 : 90_000 })

test.beforeAll(async () => {
  world = await startWorld()
})

test.afterAll(() => world.stop())

const unknownHandle = 'h'.repeat(43)
const unknownNonce = 'n'.repeat(43)

/** Somebody at DigiLocker. On a busy machine a start may show its "opening" page first; the same form then leaves (F-07). */
const started = async (): Promise<Person> => {
  const person = new Person(world.door)
  await person.start()
  const isAway = async () => {
    if (person.authorizationUrl === null) await person.press()
    return person.authorizationUrl !== null
  }
  await expect.poll(isAway).toBe(true)
  return person
}

const finished = async (documents: readonly string[] = ['pan']): Promise<{ person: Person; result: string }> => {
  const person = await started()
  await world.control.outcome(person.atProvider().session_id, { kind: 'allow', documents })
  const { result } = await person.comeBack()
  expect(await person.viewBecomes(result, 'full')).toBe('full')
  return { person, result }
}

/** What a page shows. How React cuts the rest into scripts and late parts is a matter of timing, whoever asks. */
const shown = (text: string): string => /<main\b[\s\S]*<\/main>/.exec(text)?.[0] ?? ''

/** Everything of an answer that a stranger could compare, without what is new each time. */
const comparable = (answer: Answer): string => {
  const policy = String(answer.headers['content-security-policy'])
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? 'none'
  // The connection tells how many requests it has carried, not to whom.
  const passing = ['date', 'connection', 'keep-alive']
  const headers = Object.entries(answer.headers).filter(([name]) => !passing.includes(name))
  const text = JSON.stringify({ status: answer.status, headers: headers.sort(), text: shown(answer.text) })
  return text.replaceAll(nonce, 'NONCE').replace(/kyc=[^;"]+/g, 'kyc=COOKIE')
}

test('another browser, an ended and a made-up nonce are answered alike, header by header and word by word [R-12]', async () => {
  const open = await started()
  const { person: owner } = await finished()
  const returns = [
    open.atProvider().back,
    owner.atProvider().back,
    `/callback/${unknownNonce}/return`,
    '/callback/x/return',
  ]
  // A browser without a cookie of ours is given one, whatever it came with; one that has it gets no other.
  const known = new Person(world.door)
  await known.ask('/')
  for (const browser of [() => new Person(world.door), () => known]) {
    // A cookie says when it ends to the second, so all are asked at once and from the beginning of one.
    await pause(1_000 - (Date.now() % 1_000))
    const answers = await Promise.all(
      returns.map(async (path) => comparable(await browser().ask(`${path}?session_id=x&status=success`))),
    )
    expect(new Set(answers).size).toBe(1)
    expect(answers[0]).toContain('"status":303')
    expect(answers[0]).toContain('/callback/elsewhere')
  }
  const pages = []
  for (const person of [known, open, owner, new Person(world.door)])
    pages.push(comparable(await person.ask('/callback/elsewhere')))
  expect(new Set(pages).size).toBe(1)
})

const samples = full ? 1_000 : 40

test(`${samples} returns with a known and an unknown nonce take alike [R-12]`, async () => {
  const owner = await started()
  const known = owner.atProvider().back
  const stranger = new Person(world.door)
  const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
  for (let index = 0; index < samples; index += 1) {
    times.known.push((await stranger.ask(known)).ms)
    times.unknown.push((await stranger.ask(`/callback/${unknownNonce}/return`)).ms)
  }
  const median = (all: number[]): number => all.sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0
  const [one, other] = [median(times.known), median(times.unknown)]
  // Both wait for the same moment; what is left is the noise of the machine.
  expect(Math.abs(one - other), `medians of ${one.toFixed(1)} and ${other.toFixed(1)} ms`).toBeLessThan(
    0.25 * Math.max(one, other),
  )
})

test('a return by form_post is turned into a GET of the same address, whatever it carries [R-10]', async () => {
  const person = await started()
  const { back } = person.atProvider()
  const answer = await person.ask(back, {
    method: 'POST',
    headers: { origin: 'null', 'content-type': 'application/x-www-form-urlencoded' },
    body: 'status=success&session_id=other',
  })
  expect(answer.status).toBe(303)
  expect(answer.headers.location).toBe(back)
  expect(await count(world.db, 'kyc_sessions where bound_return_at is not null and status = $1', ['at_provider'])).toBe(
    0,
  )
})

test("a browser led to someone else's finished return keeps its own attempt, and finishes it [R-14]", async () => {
  const { person: attacker, result } = await finished()
  const victim = await started()
  const cookie = victim.cookie
  const led = await victim.ask(attacker.atProvider().back)
  expect(led.headers.location).toBe('/callback/elsewhere')
  expect(victim.cookie).toBe(cookie)
  expect((await victim.ask(result)).status).toBe(404)
  await world.control.outcome(victim.atProvider().session_id, { kind: 'allow', documents: ['pan'] })
  const own = await victim.comeBack()
  expect(await victim.viewBecomes(own.result, 'full')).toBe('full')
})

test('a nonce opens no page and a handle ends no return [R-06] [R-20]', async () => {
  const { person, result } = await finished()
  const nonce = person.atProvider().back.split('/')[2] ?? ''
  for (const path of [`/callback/${nonce}`, `/callback/${nonce}/status`, `/callback/${nonce}/withdraw`])
    expect((await person.ask(path)).status, path).toBe(404)
  expect((await person.ask(`${result}/return`)).headers.location).toBe('/callback/elsewhere')
})

test("someone else's session is answered like one that never was, on every road [R-20]", async () => {
  const { person: owner, result } = await finished()
  const handle = result.split('/').at(-1) ?? ''
  const { person: other, result: othersOwn } = await finished()
  const nobody = new Person(world.door)
  const parts = ['', '/status', '/withdraw']
  const roads = (of: string) => parts.flatMap((part) => [`/callback/${of}${part}`, `/callback/${of}${part}?_rsc=1`])
  for (const person of [other, nobody])
    for (const [index, path] of roads(handle).entries())
      for (const headers of [{}, { rsc: '1' }]) {
        const theirs = await person.ask(path, { headers })
        const nowhere = await person.ask(roads(unknownHandle)[index] ?? '', { headers })
        // Next sends a router's request on to the address with its own mark; what is there is looked at as well.
        expect([404, 307], path).toContain(theirs.status)
        expect(comparable(theirs).replaceAll(handle, unknownHandle), path).toBe(comparable(nowhere))
        expect(theirs.text).not.toContain(owner.atProvider().session_id)
      }
  for (const path of roads(handle)) expect((await owner.ask(path)).status, path).toBe(200)

  // The same forms, with the handle of somebody else in the hidden field.
  const withdraw = await other.openForm(`${othersOwn}/withdraw`)
  const answer = await other.send(`${othersOwn}/withdraw`, withdraw, { handle })
  expect(answer.status).toBe(404)
  expect(await owner.view(result)).toBe('full')
  expect((await other.send(`${othersOwn}/withdraw`, withdraw, {})).status).toBe(303)
  expect(await other.view(othersOwn)).toBe('withdrawn')
})

const visits = full ? 500 : 60

test(`two people who look ${visits} times at once never see each other's page [N-12]`, async () => {
  const people = [await finished(['pan']), await finished(['pan'])]
  const ids = people.map(({ person }) => person.atProvider().session_id)
  const look = async (index: number): Promise<void> => {
    const who = people[index % 2]
    if (!who) throw new Error('two people were made')
    const { text, headers } = await who.person.ask(who.result)
    expect(text).toContain(ids[index % 2])
    expect(text).not.toContain(ids[(index + 1) % 2])
    expect(headers['cache-control']).toBe('private, no-store')
  }
  for (let done = 0; done < visits * 2; done += 20)
    await Promise.all(Array.from({ length: 20 }, (_, index) => look(done + index)))
})

test('a return that is earlier than our own note of the start is kept, and the journey ends well [F-18] [R-04]', async () => {
  const person = new Person(world.door)
  await person.open()
  const before = await world.control.calls({ endpoint: 'init' })
  await world.control.fault({ endpoint: 'init', kind: 'slow', ms: 1_500, times: 1 })
  const pressing = person.press()
  let redirect_url: string | null = null
  await expect
    .poll(async () => {
      const inits = await world.control.calls({ endpoint: 'init' })
      redirect_url = inits.length > before.length ? (inits.at(-1)?.redirect_url ?? null) : null
      return redirect_url
    })
    .not.toBeNull()
  const early = await person.ask(new URL(redirect_url ?? '').pathname)
  expect(early.status).toBe(303)
  expect(early.headers.location).toMatch(/^\/callback\/[A-Za-z0-9_-]{43}$/)
  await pressing
  await world.control.outcome(person.atProvider().session_id, { kind: 'allow', documents: ['pan'] })
  const { result } = await person.comeBack()
  expect(await person.viewBecomes(result, 'full')).toBe('full')
})

test('fifty returns at once make one move, and every one leads to the same page [R-16] [F-18]', async () => {
  const person = await started()
  const { session_id, back } = person.atProvider()
  await world.control.outcome(session_id, { kind: 'allow', documents: ['pan'] })
  const cookie = person.cookie
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => new Person(world.door, person.address).ask(back, { headers: { cookie } })),
  )
  expect(new Set(answers.map((answer) => answer.headers.location)).size).toBe(1)
  const result = String(answers[0]?.headers.location)
  expect(await person.viewBecomes(result, 'full')).toBe('full')
  const moved = `audit_events where action = 'status.changed' and object_id = (select id from kyc_sessions where handle = $1)`
  expect(await count(world.db, moved, [result.split('/').at(-1)])).toBe(1)
})

test('a session nobody finishes ends by itself after one last look, and its page says so [F-12] [R-19]', async () => {
  const person = await started()
  const { session_id } = person.atProvider()
  const { result } = await person.comeBack()
  expect(await person.view(result)).toBe('checking')
  await world.db.query(
    `update kyc_sessions set created_at = created_at - interval '68 minutes', sent_at = sent_at - interval '68 minutes',
       bound_return_at = bound_return_at - interval '68 minutes', consent_expiry = consent_expiry - interval '68 minutes',
       last_pending_at = last_pending_at - interval '68 minutes', next_read_at = now() - interval '1 second'
     where handle = $1`,
    [result.split('/').at(-1)],
  )
  const reads = async () => (await world.control.calls({ endpoint: 'status', contains: session_id })).length
  const before = await reads()
  await sweepNow(world.db)
  expect(await person.viewBecomes(result, 'expired')).toBe('expired')
  expect(await reads()).toBe(before + 1)
  expect((await person.ask(result)).text).toContain('The time at DigiLocker ran out')
})
