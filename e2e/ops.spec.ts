import { createServer } from 'node:http'
import parse from 'parse-prometheus-text-format'
import pg from 'pg'
import { freePort } from '../scripts/free-port.ts'
import { startStack } from '../scripts/stack.ts'
import { expect, test } from './fixtures.ts'
import { lookAt } from './pages/look.ts'
import { enterConsole } from './pages/staff.ts'
import { StartPage } from './pages/start-page.ts'

const adminUrl = process.env.E2E_DATABASE_URL ?? process.env.TEST_DATABASE_URL ?? ''

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'operations with scripts' : 'operations without scripts', () => {
    test.use({ javaScriptEnabled })

    test('tell staff how everything stands and when it was measured, and anyone only what they may know', async ({
      page,
      stack,
      otherBrowser,
    }) => {
      await enterConsole(page, stack)
      const person = new StartPage(await (await otherBrowser()).newPage())
      await person.page.goto('/')
      await person.leave({ documents: ['PAN'] })
      await page.setViewportSize({ width: 1280, height: 800 })
      await page.getByRole('navigation').getByRole('link', { name: 'Operations' }).last().click()
      await expect(page.getByRole('heading', { level: 1, name: 'Operations' })).toBeVisible()
      const tiles = page.locator('main section')
      await expect(tiles).toHaveCount(9)
      await expect(page.locator('main section > p')).toHaveText(Array.from({ length: 9 }, () => /^(M|Not m)easured/))
      for (const [tile, text] of [
        ['DigiLocker', 'Answering'],
        ['DigiLocker clock', 'Together'],
        ['Queue', 'Running'],
        ['Backup', 'None configured'],
      ] as const)
        await expect(tiles.filter({ has: page.getByRole('heading', { name: tile, exact: true }) })).toContainText(text)
      await page.getByRole('link', { name: 'What the public sees' }).click()
      await expect(page.getByRole('heading', { level: 1, name: 'Is everything working?' })).toBeVisible()
      const told = (await page.locator('main').textContent()) ?? ''
      expect(told).toContain('It last answered us')
      expect(told).not.toMatch(/budget|calls|queue|token|PostgreSQL|ms\b/i)
    })
  })
}

test('operations and the public page are free of axe findings, at both sizes and in both themes', async ({
  page,
  stack,
}) => {
  test.slow()
  await enterConsole(page, stack)
  for (const path of ['/admin/ops', '/status']) {
    await page.goto(path)
    await lookAt(page)
  }
})

test('a scraper on this machine gets Prometheus text; one that was passed on gets nothing', async ({
  stack,
  request,
  start,
}) => {
  await start.leave({ documents: ['PAN'] })
  const door = `http://127.0.0.1:${stack.web.port}/metrics`
  const answer = await request.get(door)
  expect(answer.status()).toBe(200)
  expect(answer.headers()['content-type']).toMatch(/^text\/plain; version=0\.0\.4/)
  const families = parse(await answer.text())
  const family = (name: string) => families.find((one) => one.name === name)
  expect(family('swikriti_starts_total')?.metrics.some(({ labels }) => labels?.outcome === 'sent')).toBe(true)
  expect(family('swikriti_database_up')?.metrics[0]?.value).toBe('1')
  expect(family('nodejs_eventloop_lag_seconds')).toBeDefined()
  const text = await answer.text()
  expect(text).toMatch(/swikriti_http_request_seconds_count\{method="GET",route="\/",status="2xx"\} [1-9]/)
  expect(text).not.toContain('127.0.0.1')
  for (const headers of [{ 'x-forwarded-for': '198.51.100.7' }, { via: '1.1 proxy' }, { forwarded: 'for=127.0.0.1' }]) {
    const refused = await request.get(door, { headers })
    expect(refused.status()).toBe(401)
    expect(await refused.text()).toBe('unauthorized\n')
  }
})

test('while the database is away the overview says so and keeps its days, and /metrics still answers [F-20]', async ({
  page,
  stack,
  request,
}) => {
  await enterConsole(page, stack)
  const days = '/admin?from=2026-02-01&to=2026-02-02'
  await page.goto(days)
  const address = page.url()
  const database = new URL(stack.databaseUrl).pathname.slice(1)
  const server = new pg.Client({ connectionString: adminUrl })
  await server.connect()
  try {
    // What the open page still fetches in advance must not be cut in the middle: React says so in the browser's console.
    await page.goto('about:blank')
    await server.query(`alter database ${database} allow_connections false`)
    await server.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [database])
    await expect.poll(async () => (await page.request.get(address)).status()).toBe(503)
    expect((await page.goto(days))?.status()).toBe(503)
    await expect(page).toHaveURL(new RegExp(`${days.replace('?', '\\?')}$`))
    expect((await page.goto('/status'))?.status()).toBe(503)
    const metrics = await request.get(`http://127.0.0.1:${stack.web.port}/metrics`)
    expect(metrics.status()).toBe(200)
    expect(await metrics.text()).toContain('swikriti_database_up 0')
  } finally {
    await server.query(`alter database ${database} allow_connections true`)
    await server.end()
  }
  await expect.poll(async () => (await page.goto(days))?.status(), { timeout: 20_000 }).toBe(200)
})

test('traces go where the environment asks, with no nonce, handle, session_id or cookie in them [G-09]', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const received: Buffer[] = []
  const collector = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      received.push(Buffer.concat(parts))
      response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end()
    })
  })
  const port = await freePort()
  await new Promise<void>((resolve) => collector.listen(port, '127.0.0.1', resolve))
  const stack = await startStack({ adminUrl, env: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` } })
  try {
    const context = await browser.newContext({ baseURL: stack.origin })
    const page = await context.newPage()
    await page.goto('/')
    const digilocker = await new StartPage(page).leave({ documents: ['PAN'] })
    await digilocker.allow()
    await page.goto('/callback/not-a-handle-of-anyone')
    const cookies = await context.cookies()
    const { rows } = await stack.db.query<{ id: string; handle: string; reference: string }>(
      'select id, handle, reference from kyc_sessions',
    )
    const calls = await (await fetch(`${stack.simulator}/__simulator/calls`)).json()
    await context.close()
    expect(await stack.web.stop()).toBe(0)
    const spans = Buffer.concat(received).toString('latin1')
    // What must be there, so that finding nothing below means something.
    for (const word of ['provider.call', 'swikriti.endpoint', 'init', '/callback/[handle]/return', 'service.name'])
      expect(spans, word).toContain(word)
    const nonces = JSON.stringify(calls).match(/[A-Za-z0-9_-]{43}/g) ?? []
    const session = calls.find((call: { session_id: string | null }) => call.session_id !== null)?.session_id
    const secrets = [
      ...rows.flatMap((row) => Object.values(row)),
      ...nonces,
      session,
      ...cookies.map(({ value }) => value),
    ]
    expect(secrets.length).toBeGreaterThan(5)
    for (const secret of [...secrets, 'not-a-handle-of-anyone', 'http.target', 'Mozilla'])
      expect(spans).not.toContain(secret)
  } finally {
    await stack.stop()
    await new Promise((resolve) => collector.close(resolve))
  }
})
