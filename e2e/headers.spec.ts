import { expect, test } from './fixtures.ts'
import { type Answer, type Ask, ask } from './matrix/person.ts'
import { pages, routes } from './routes.ts'

test.use({ room: 'headers' })

/** One header as text, whether it came once or more. */
const header = (answer: Answer, name: string): string => String(answer.headers[name] ?? '')

const nonceOf = (answer: Answer): string =>
  /script-src 'nonce-([^']+)'/.exec(header(answer, 'content-security-policy'))?.[1] ?? ''

/** @param frames what only the preview of a template may show: one of our own pages */
const policyWith = (nonce: string, formAction: string, frames = ''): string =>
  `default-src 'none'; script-src 'nonce-${nonce}' 'strict-dynamic'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action ${formAction};${frames} frame-ancestors 'none'; base-uri 'none'; object-src 'none'; manifest-src 'self'; report-to csp`

const fixed = {
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()',
  'reporting-endpoints': 'csp="/csp-report"',
}

/** Answers nobody asked for: faults and refusals wear the same headers as pages. */
const oddAsks = (origin: string): readonly [string, string, Ask, number][] => [
  ['an unknown address', '/nowhere', {}, 404],
  ['an unknown address below a page', '/callback/elsewhere/further', {}, 404],
  ['a session that is not ours', `/callback/${'h'.repeat(43)}`, {}, 404],
  ['a return that nobody expects', `/callback/${'n'.repeat(43)}/return`, {}, 303],
  ['a post to a door that only reads', '/livez', { method: 'POST', headers: { origin }, body: '' }, 405],
  ['a foreign post', '/', { method: 'POST', headers: { origin: 'https://evil.example' }, body: '' }, 403],
  ['a body that is too large', '/', { method: 'POST', headers: { origin }, body: 'x'.repeat(65_537) }, 413],
  ['an address that is too long', `/?q=${'x'.repeat(8_200)}`, {}, 414],
  ['a name that is not ours', '/', { headers: { host: 'evil.example' } }, 421],
]

test.describe('every answer', () => {
  test('of every route and every fault wears the same headers, and only a page with a start form may post elsewhere [N-08] [N-10] [N-12] [R-22] [R-28]', async ({
    stack,
    simulator,
  }) => {
    const door = { port: stack.web.port, host: new URL(stack.origin).host }
    const answers: [string, Answer][] = []
    for (const path of routes) answers.push([path, await ask(door, path)])
    for (const [name, path, options, status] of oddAsks(stack.origin)) {
      const answer = await ask(door, path, options)
      expect(answer.status, name).toBe(status)
      answers.push([path.split('?')[0] === '/' ? '/' : name, answer])
    }
    const wide: string[] = []
    for (const [name, answer] of answers) {
      const nonce = nonceOf(answer)
      expect(Buffer.from(nonce, 'base64'), name).toHaveLength(16)
      const policy = header(answer, 'content-security-policy')
      const isWide = policy === policyWith(nonce, `'self' https: ${stack.simulator}`)
      if (isWide) wide.push(name)
      else expect(policy, name).toBe(policyWith(nonce, "'self'", name.endsWith('/preview') ? " frame-src 'self';" : ''))
      expect(answer.headers, name).toMatchObject(fixed)
      expect(header(answer, 'cache-control'), name).toContain('no-store')
      expect(header(answer, 'vary'), name).toMatch(/\bcookie\b/i)
      expect(answer.headers['x-powered-by'], name).toBeUndefined()
      expect(answer.headers.server, name).toBeUndefined()
      expect(answer.headers['access-control-allow-origin'], name).toBeUndefined()
    }
    expect([...new Set(wide)], 'the pages with a start form').toEqual([
      '/',
      `/start/again/${'h'.repeat(43)}`,
      `/start/${'t'.repeat(43)}`,
    ])
    expect(new Set(answers.map(([, answer]) => nonceOf(answer))).size, 'each nonce is used once').toBe(answers.length)
    const { counts } = await simulator.stats()
    expect([counts.init, counts.status], 'calls to the provider').toEqual([0, 0])
  })

  test('of a product on https tells browsers to stay on it [N-10]', async ({ stack }) => {
    const { port } = await stack.startWeb({ PUBLIC_ORIGIN: 'https://consent.bank.example' })
    for (const path of ['/', '/nowhere', '/livez', `/callback/${'n'.repeat(43)}/return`]) {
      const answer = await ask({ port, host: 'consent.bank.example' }, path)
      expect(header(answer, 'strict-transport-security'), path).toBe('max-age=63072000; includeSubDomains')
    }
    const cookie = header(await ask({ port, host: 'consent.bank.example' }, '/'), 'set-cookie')
    expect(cookie).toMatch(
      /^__Host-kyc=[^;]+; Path=\/; Expires=[^;]+; Max-Age=259200; Secure; HttpOnly; SameSite=lax$/i,
    )
  })

  test('lets none of our scripts run without its own nonce, and takes no nonce from the sender [N-08] [N-09]', async ({
    stack,
  }) => {
    const door = { port: stack.web.port, host: new URL(stack.origin).host }
    for (const path of pages) {
      const answer = await ask(door, path, {
        headers: { 'content-security-policy': "script-src 'nonce-evil'", 'x-nonce': "evil'; script-src *" },
      })
      expect(answer.text, path).not.toContain('evil')
      const scripts = answer.text.match(/<script\b[^>]*>/g) ?? []
      for (const script of scripts) expect(script, path).toContain(`nonce="${nonceOf(answer)}"`)
      expect(answer.text.match(/<[^>]+ style="/), `${path}: a style attribute`).toBeNull()
    }
  })

  test('is dressed on every side road to a page [N-09] [N-02]', async ({ stack }) => {
    const door = { port: stack.web.port, host: new URL(stack.origin).host }
    const roads: [string, Record<string, string>][] = [
      ['/sign-in?_rsc=x', { rsc: '1' }],
      ['/sign-in.rsc', {}],
      ['/sign-in.segments/_tree.segment.rsc', {}],
      ['/sign-in', { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' }],
      ['/sign-in', { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' }],
      ['/sign-in', { 'x-middleware-request-x-nonce': 'evil', 'x-middleware-override-headers': 'x-nonce' }],
      ['/%73ign-in', {}],
    ]
    for (const [path, headers] of roads) {
      const answer = await ask(door, path, { headers })
      expect(answer.status, path).toBeLessThan(500)
      expect(answer.headers, `${path} ${JSON.stringify(headers)}`).toMatchObject(fixed)
      expect(nonceOf(answer), path).toMatch(/^[A-Za-z0-9+/]{22}==$/)
    }
  })
})

test('looking changes nothing: no GET, HEAD or OPTIONS of any route reaches the provider or makes a row [R-01]', async ({
  stack,
  simulator,
}) => {
  const door = { port: stack.web.port, host: new URL(stack.origin).host }
  const rows = async () => (await stack.db.query('select 1 from kyc_sessions')).rowCount
  const before = await rows()
  for (const path of routes)
    for (const method of ['GET', 'HEAD', 'OPTIONS'] as const)
      expect((await ask(door, path, { method })).status, `${method} ${path}`).toBeLessThan(500)
  const { counts } = await simulator.stats()
  expect(counts).toEqual({ authenticate: 0, init: 0, status: 0, other: 0 })
  expect(await rows()).toBe(before)
})

test('no post is ever answered by 307 or 308, which would post it again elsewhere [R-09]', async ({ stack }) => {
  const door = { port: stack.web.port, host: new URL(stack.origin).host }
  const spellings = (path: string) => [path, `${path}/`, `/${path}`, path.toUpperCase(), `${path}?next=//evil.example`]
  for (const path of routes.flatMap(spellings)) {
    const answer = await ask(door, path, {
      method: 'POST',
      headers: { origin: stack.origin, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'callbackUrl=https://evil.example&next=//evil.example&csrfToken=x',
    })
    expect([301, 302, 307, 308], `POST ${path}`).not.toContain(answer.status)
    expect(header(answer, 'location'), `POST ${path}`).not.toContain('evil')
  }
})

test('no parameter of any route steers a redirect to another site [R-23]', async ({ stack }) => {
  const door = { port: stack.web.port, host: new URL(stack.origin).host }
  const names = ['next', 'url', 'callbackUrl', 'returnTo', 'return_to', 'redirect', 'redirect_uri']
  for (const evil of ['https://evil.example', '//evil.example', '/\\evil.example']) {
    const query = new URLSearchParams(names.map((name) => [name, evil])).toString()
    for (const path of routes)
      expect(header(await ask(door, `${path}?${query}`), 'location'), path).not.toMatch(/^(https?:)?[\\/]{2}evil/)
  }
})

test('sources, maps, settings and the doors of development are not served [N-14] [N-11]', async ({ stack }) => {
  const door = { port: stack.web.port, host: new URL(stack.origin).host }
  const hidden = [
    '/.git/config',
    '/.git/HEAD',
    '/.env',
    '/.env.production',
    '/.data/secrets.json',
    '/.next/BUILD_ID',
    '/.next/server/app/page.js',
    '/package.json',
    '/server.js',
    '/proxy.ts',
    '/_next/webpack-hmr',
    '/_next/image?url=%2Ficon.png&w=64&q=75',
    '/__nextjs_original-stack-frame',
    '/__nextjs_original-stack-frames',
    '/__nextjs_source-map?filename=x',
    '/__nextjs_font/x',
    '/_next/static/../server/app/page.js',
    '/_next/static/%2e%2e/%2e%2e/package.json',
    '/_next/static/development/_devMiddlewareManifest.json',
  ]
  for (const path of hidden) expect([400, 404], path).toContain((await ask(door, path)).status)

  const scripts = [...new Set((await ask(door, '/')).text.match(/\/_next\/static\/[^"\\]+\.(?:js|css)/g) ?? [])]
  expect(scripts.length).toBeGreaterThan(0)
  for (const path of scripts) {
    const { status, text } = await ask(door, path)
    expect(status, path).toBe(200)
    expect(text, path).not.toContain('sourceMappingURL')
    expect((await ask(door, `${path}.map`)).status, path).toBe(404)
  }
})
