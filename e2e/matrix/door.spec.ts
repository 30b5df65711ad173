import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'playwright/test'
import { ask, Person } from './person.ts'
import { startWorld, type World } from './world.ts'

let world: World

test.describe.configure({ mode: 'default' })

test.beforeAll(async () => {
  world = await startWorld()
})

test.afterAll(() => world.stop())

/** Sends bytes as they are and gives the first line of the answer with its headers. */
const raw = (text: string): Promise<{ status: number; head: string; ms: number }> =>
  new Promise((resolve, reject) => {
    const startedAt = performance.now()
    let answer = ''
    const socket = connect(world.door.port, '127.0.0.1', () => socket.write(text))
    socket.setTimeout(10_000, () => socket.destroy(new Error('no answer within 10 s')))
    socket.on('data', (bytes) => {
      answer += bytes.toString('latin1')
      const end = answer.indexOf('\r\n\r\n')
      if (end < 0) return
      socket.destroy()
      resolve({ status: Number(answer.split(' ')[1]), head: answer.slice(0, end), ms: performance.now() - startedAt })
    })
    socket.on('error', reject)
    socket.on('close', () => reject(new Error(`the connection closed without an answer: ${answer}`)))
  })

const get = (path: string, ...lines: string[]): string => `GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`
const ours = () => `Host: ${world.door.host}`

test('a host that is not ours is turned away, however it is written [F-41] [R-23]', async () => {
  const { host } = world.door
  const refused = [
    get('/', 'Host: evil.example'),
    get('/', `Host: ${host}.evil.example`),
    get('/', `Host: evil.example@${host}`),
    get('/', `Host: ${host}, evil.example`),
    get('/', `Host: ${host}`, 'Host: evil.example'),
    get('/', 'Host: evil.example', `Host: ${host}`),
    get('/', 'Host:'),
    get('/'),
    get('http://evil.example/', ours()),
    get('http://evil.example/', 'Host: evil.example'),
  ]
  for (const text of refused) {
    const { status, head } = await raw(text)
    expect([400, 421], JSON.stringify(text)).toContain(status)
    expect(head).not.toContain('evil')
  }
})

test('our host is answered, and no header that speaks of another one steers a link [F-41] [N-09]', async () => {
  for (const text of [
    get('/', ours()),
    get(`http://${world.door.host}/`, ours()),
    get('/', ours(), 'X-Forwarded-Host: evil.example', 'X-Forwarded-Proto: https', 'Forwarded: host=evil.example'),
  ])
    expect((await raw(text)).status, text).toBe(200)
  const person = new Person(world.door)
  await person.open()
  const answer = await person.ask('/', {
    method: 'POST',
    body: person.form(),
    headers: { origin: world.origin, 'x-forwarded-host': 'evil.example' },
  })
  expect(answer.status).toBe(303)
  const state = new URL(String(answer.headers.location)).searchParams.get('state') ?? ''
  expect(state.split('|')[2]?.startsWith(`${world.origin}/callback/`)).toBe(true)
})

test('requests that two servers would read differently are refused [F-41]', async () => {
  const smuggled = [
    `POST / HTTP/1.1\r\n${ours()}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    `POST / HTTP/1.1\r\n${ours()}\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde`,
    `POST / HTTP/1.1\r\n${ours()}\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`,
    `POST / HTTP/1.1\r\n${ours()}\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n`,
    `GET / HTTP/1.1\r\n${ours()}\r\nX-Odd: a\rb\r\n\r\n`,
    `GET / HTTP/1.1\r\n ${ours()}\r\n\r\n`,
  ]
  for (const text of smuggled) expect((await raw(text)).status, JSON.stringify(text)).toBe(400)
})

const filler = (length: number): string => 'x'.repeat(length)

test('what is too long is refused within 50 ms, before anything is made of it [F-39] [N-05]', async () => {
  const post = (body: string, ...lines: string[]) =>
    `POST / HTTP/1.1\r\n${[ours(), `Origin: ${world.origin}`, ...lines].join('\r\n')}\r\n\r\n${body}`
  const form = 'Content-Type: application/x-www-form-urlencoded'
  const table: [string, number[], string][] = [
    ['a body one byte over 64 KB', [413], post(filler(65_537), form, 'Content-Length: 65537')],
    ['a body that says 10 GB', [413], post('', form, 'Content-Length: 10737418240')],
    ['a body that does not say its length', [411], post('0\r\n\r\n', form, 'Transfer-Encoding: chunked')],
    ['an address over 8 KB', [414], get(`/?q=${filler(8_200)}`, ours())],
    ['headers over 16 KB', [431], get('/', ours(), `X-Long: ${filler(17_000)}`)],
    ['a cookie over 16 KB', [431], get('/', ours(), `Cookie: kyc=${filler(17_000)}`)],
    ['a length that is no number', [400], post('', form, 'Content-Length: many')],
  ]
  for (const [name, statuses, text] of table) {
    const first = await raw(text)
    expect(statuses, name).toContain(first.status)
    // The best of a few: another process may have the processor for longer than the whole answer takes.
    const times = [first.ms]
    for (let again = 0; again < 4; again += 1) times.push((await raw(text)).ms)
    expect(Math.min(...times), name).toBeLessThan(50)
  }
})

test('fields longer than any honest one come back as a form with errors, and nothing is stored [F-39]', async () => {
  const before = (await world.control.stats()).counts.init
  const long = filler(20_000)
  const wishes: [readonly string[], Record<string, string>][] = [
    [['pan'], { flow: long }],
    [['pan'], { flow: 'signup', verified_mobile: long }],
    [['pan'], { agreed: long }],
    [[long], {}],
    [Array.from({ length: 500 }, (_, index) => `doc${index}`), {}],
    [['pan'], { start_key: long }],
  ]
  for (const [documents, more] of wishes) {
    const person = new Person(world.door)
    await person.open()
    if (more.start_key) person.hidden = person.hidden.filter(([name]) => name !== 'start_key')
    const answer = await person.press([], person.form(documents, more))
    expect(answer.status, JSON.stringify([documents.length, Object.keys(more)])).toBe(200)
    expect(person.authorizationUrl).toBeNull()
  }
  expect((await world.control.stats()).counts.init).toBe(before)
})

const polluting = {
  ['__proto__']: '{"polluted":"yes"}',
  '__proto__[polluted]': 'yes',
  '__proto__.polluted': 'yes',
  'constructor[prototype][polluted]': 'yes',
  'constructor.prototype.polluted': 'yes',
  'doc_types[__proto__]': 'yes',
  'flow[constructor][prototype][polluted]': 'yes',
}

test('names of prototypes in forms, queries and JSON change nothing and add nothing [F-40]', async () => {
  const person = new Person(world.door)
  await person.open()
  const form = person.form(['pan'])
  for (const [name, value] of Object.entries(polluting)) form.append(name, value)
  expect((await person.press([], form)).status).toBe(303)
  const { session_id } = person.atProvider()
  const [call] = await world.control.calls({ endpoint: 'init', contains: session_id })
  expect(JSON.stringify(call?.body)).not.toContain('polluted')

  const query = new URLSearchParams(Object.entries(polluting)).toString()
  for (const path of [`/?${query}`, `/notice?${query}`, `/callback/${'n'.repeat(43)}/return?${query}`])
    expect((await person.ask(path)).status, path).toBeLessThan(400)
  const report = await ask(world.door, '/csp-report', {
    method: 'POST',
    headers: { 'content-type': 'application/csp-report' },
    body: '{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}},"csp-report":{"__proto__":{"polluted":"yes"}}}',
  })
  expect(report.status).toBeLessThan(500)
  expect((await new Person(world.door).start()).status).toBe(303)
  expect(await world.log()).not.toContain('polluted')
})

test('200 people who never finish their request leave the others their answer within a second [N-13]', async () => {
  const halves: Socket[] = []
  let closed = 0
  for (let index = 0; index < 200; index += 1) {
    const socket = connect(world.door.port, '127.0.0.1')
    socket.on('error', () => {})
    socket.on('close', () => {
      closed += 1
    })
    socket.write(
      index % 2 === 0
        ? `GET / HTTP/1.1\r\n${ours()}\r\nX-Slow: `
        : `POST / HTTP/1.1\r\n${ours()}\r\nContent-Length: 60000\r\n\r\na`,
    )
    halves.push(socket)
  }
  try {
    await pause(500)
    for (let look = 0; look < 5; look += 1) {
      for (const socket of halves) if (!socket.destroyed) socket.write('a')
      const health = await ask(world.door, '/livez')
      expect(health.status).toBe(200)
      expect(health.ms).toBeLessThan(1_000)
      await pause(200)
    }
    expect((await new Person(world.door).start()).status).toBe(303)
    expect(halves.length - closed).toBeGreaterThan(0)
  } finally {
    for (const socket of halves) socket.destroy()
  }
})

test('a page that is not there says so in the answer itself, to whoever has no scripts', async () => {
  const { text: whole } = await ask(world.door, '/nowhere')
  const plain = (html: string) => html.replace(/<script[\s\S]*?<\/script>/g, '').replace(/nonce="[^"]*"/g, '')
  for (const path of ['/callback/xyz', `/callback/${'h'.repeat(43)}`, `/callback/${'h'.repeat(43)}/withdraw`]) {
    const answer = await ask(world.door, path, { headers: { 'x-swikriti-nowhere': 'guessed' } })
    expect(answer.status, path).toBe(404)
    expect(answer.text, path).toContain('We cannot find that page</h1>')
    expect(plain(answer.text), path).toBe(plain(whole))
    const nonce = /'nonce-([^']+)'/.exec(String(answer.headers['content-security-policy']))?.[1] ?? 'none'
    expect(answer.text, path).toContain(`nonce="${nonce}"`)
    expect(answer.headers['cache-control'], path).toContain('no-store')
  }
  const head = await ask(world.door, '/callback/xyz', { method: 'HEAD' })
  expect([head.status, head.text]).toEqual([404, ''])
})
