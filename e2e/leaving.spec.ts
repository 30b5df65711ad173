import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Page } from 'playwright/test'
import { selfSigned } from '../scripts/self-signed.ts'
import { startStack } from '../scripts/stack.ts'
import { expect, test } from './fixtures.ts'
import { StartPage } from './pages/start-page.ts'

/*
 * How browsers treat a form that leaves the house. The rules here are Chromium's, not ours; they are kept as tests because
 * the design of the start page stands on them, and a browser that changes its mind must be noticed.
 */

type Answerer = (path: string, request: IncomingMessage, response: ServerResponse) => void
type Place = { origin: string; seen: string[]; close(): void }

const listen = async (server: Server, scheme: 'http' | 'https', host: string): Promise<string> => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return `${scheme}://${host}:${typeof address === 'object' && address ? address.port : 0}`
}

/** Somebody's site on this machine; remembers which of its pages were asked for. */
const openPlace = async (answer: Answerer, scheme: 'http' | 'https' = 'http', host = '127.0.0.1'): Promise<Place> => {
  const seen: string[] = []
  const take = (incoming: IncomingMessage, response: ServerResponse) => {
    const path = (incoming.url ?? '/').split('?')[0] ?? '/'
    seen.push(path)
    answer(path, incoming, response)
  }
  const server = scheme === 'https' ? createTlsServer(selfSigned(), take) : createServer(take)
  const origin = await listen(server, scheme, host)
  return { origin, seen, close: () => server.close() }
}

const arrival: Answerer = (_path, _request, response) =>
  void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Arrived</h1>')

const to = (response: ServerResponse, status: 302 | 303, location: string): void =>
  void response.writeHead(status, { location }).end()

type Trial = {
  name: string
  formAction: (far: Place, near: Place) => string
  /** The form on the first page, or a link, or a script. */
  body: string
  /** What the first site answers at `/send`. */
  send: (response: ServerResponse, far: Place) => void
  arrives: boolean
  scripts?: true
}

const post = '<form method="post" action="/send"><button>Go</button></form>'
const self = () => "'self'"
const html = { 'content-type': 'text/html' }

const trials: readonly Trial[] = [
  {
    name: 'M1: 303 to another site',
    formAction: self,
    body: post,
    send: (r, far) => to(r, 303, far.origin),
    arrives: false,
  },
  {
    name: 'M2: 303 to our own page, which answers 302 to another site',
    formAction: self,
    body: post,
    send: (r) => to(r, 303, '/go'),
    arrives: false,
  },
  {
    name: 'M2: a GET form to our own page, which answers 302 to another site',
    formAction: self,
    body: '<form action="/go"><button>Go</button></form>',
    send: (r) => to(r, 303, '/go'),
    arrives: false,
  },
  {
    name: 'M3: 200 with a meta refresh',
    formAction: self,
    body: post,
    send: (r, far) => void r.writeHead(200, html).end(`<meta http-equiv="refresh" content="0;url=${far.origin}">`),
    arrives: true,
  },
  {
    name: 'M3: 200 with a Refresh header',
    formAction: self,
    body: post,
    send: (r, far) => void r.writeHead(200, { ...html, refresh: `0;url=${far.origin}` }).end('wait'),
    arrives: true,
  },
  {
    name: 'M3: a plain link to our own page, which answers 302 to another site',
    formAction: self,
    body: '<a href="/go" role="button">Go</a>',
    send: (r) => to(r, 303, '/go'),
    arrives: true,
  },
  {
    name: 'M3: a script that leaves by itself',
    formAction: self,
    body: post,
    send: (r, far) => void r.writeHead(200, html).end(`<script>location.replace('${far.origin}')</script>`),
    arrives: true,
    scripts: true,
  },
  {
    name: 'M4: a policy that names the first host, which answers 302 to a second',
    formAction: (_far, near) => `'self' ${near.origin}`,
    body: post,
    send: (r) => to(r, 303, '/near'),
    arrives: false,
  },
  {
    name: 'M5b: a policy that allows https, and two https hops',
    formAction: () => "'self' https:",
    body: post,
    send: (r) => to(r, 303, '/near'),
    arrives: true,
  },
]

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled, ignoreHTTPSErrors: true })

    for (const { name, formAction, body, send, arrives, scripts } of trials) {
      if (scripts && !javaScriptEnabled) continue
      test(`${name}: ${arrives ? 'arrives' : 'stays where it was'} [R-08]`, async ({ browser }) => {
        const far = await openPlace(arrival, 'https')
        const near = await openPlace((_path, _request, response) => to(response, 302, far.origin), 'https')
        const first = await openPlace((path, _request, response) => {
          if (path === '/send') send(response, far)
          else if (path === '/go') to(response, 302, far.origin)
          else if (path === '/near') to(response, 302, near.origin)
          else
            response
              .writeHead(200, { ...html, 'content-security-policy': `form-action ${formAction(far, near)}` })
              .end(body)
        })
        // A context of its own: a blocked form is a complaint in the console, which fails any other test.
        const context = await browser.newContext({ javaScriptEnabled, ignoreHTTPSErrors: true })
        try {
          const page = await context.newPage()
          await page.goto(first.origin)
          const blocked = page.waitForEvent('requestfailed', {
            predicate: (one) => one.isNavigationRequest(),
            timeout: 20_000,
          })
          blocked.catch(() => undefined)
          await page.getByRole('button', { name: 'Go' }).click({ noWaitAfter: true })
          if (arrives) await expect(page.getByRole('heading', { name: 'Arrived' })).toBeVisible()
          else await blocked
          expect(far.seen.includes('/'), 'the other site was asked').toBe(arrives)
        } finally {
          await context.close()
          for (const place of [first, near, far]) place.close()
        }
      })
    }
  })

/** The provider's house with a front hall of its own: API calls go on to the simulator, `/leave` begins the hops. */
const openHall = async (simulator: () => string, firstHop: string): Promise<Place> =>
  openPlace((path, incoming, response) => {
    if (path === '/leave') return to(response, 302, firstHop)
    const onward = request(
      `${simulator()}${incoming.url}`,
      { method: incoming.method, headers: incoming.headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      },
    )
    onward.on('error', () => response.destroy())
    incoming.pipe(onward)
  })

const press = async (page: Page, origin: string): Promise<void> => {
  await page.goto(origin)
  const start = new StartPage(page)
  await start.fill()
  await start.continueButton().click()
}

test('the start page leaves under its own policy through two further https hops, with scripts and without [R-08] [N-08]', async ({
  browser,
}) => {
  const adminUrl = process.env.E2E_DATABASE_URL ?? process.env.TEST_DATABASE_URL ?? ''
  const last = await openPlace(arrival, 'https')
  const middle = await openPlace((_path, _request, response) => to(response, 302, last.origin), 'https')
  let simulator = ''
  const hall = await openHall(() => simulator, middle.origin)
  const stack = await startStack({ adminUrl, env: { SANDBOX_BASE_URL: hall.origin } })
  simulator = stack.simulator
  try {
    const settings = { authorizationUrlOverride: `${hall.origin}/leave` }
    await fetch(`${simulator}/__simulator/settings`, { method: 'PUT', body: JSON.stringify(settings) })
    for (const javaScriptEnabled of [true, false]) {
      const context = await browser.newContext({ javaScriptEnabled, ignoreHTTPSErrors: true })
      const complaints: string[] = []
      context.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
      const page = await context.newPage()
      await press(page, stack.origin)
      await expect(page.getByRole('heading', { name: 'Arrived' })).toBeVisible()
      expect(new URL(page.url()).origin).toBe(last.origin)
      expect(complaints.filter((text) => /Content Security Policy/.test(text))).toEqual([])
      await context.close()
    }
    expect(hall.seen.filter((path) => path === '/leave')).toHaveLength(2)
    expect(middle.seen).toContain('/')
  } finally {
    await stack.stop()
    for (const place of [hall, middle, last]) place.close()
  }
})
