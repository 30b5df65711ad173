import { describe, expect, it } from 'vitest'
import { isSameOrigin, type OriginVerdict } from './origin'
import { maxBodyBytes, refusal } from './request-limits'

const ours = 'https://consent.bank.in'

describe('the origin of a post', () => {
  const table: ReadonlyArray<readonly [string | null, string | null, OriginVerdict]> = [
    [ours, null, 'same'],
    [ours, 'same-origin', 'same'],
    [null, 'same-origin', 'same'],
    [null, null, 'unstated'],
    ['null', 'same-origin', 'foreign'],
    ['', null, 'foreign'],
    ['https://evil.example', null, 'foreign'],
    ['https://evil.example', 'same-origin', 'foreign'],
    [`${ours}/`, null, 'foreign'],
    [`${ours}:443`, null, 'foreign'],
    ['http://consent.bank.in', null, 'foreign'],
    ['https://consent.bank.in.evil.example', null, 'foreign'],
    ['https://CONSENT.bank.in', null, 'foreign'],
    [null, 'same-site', 'foreign'],
    [null, 'cross-site', 'foreign'],
    [null, 'none', 'foreign'],
  ]
  for (const [origin, secFetchSite, verdict] of table)
    it(`is ${verdict} with Origin ${origin ?? 'absent'} and Sec-Fetch-Site ${secFetchSite ?? 'absent'} [R-02]`, () => {
      expect(isSameOrigin({ origin, secFetchSite }, ours)).toBe(verdict)
    })
})

type Case = { method?: string; path?: string; query?: string; headers?: Record<string, string> }
const judge = ({ method = 'GET', path = '/', query = '', headers = {} }: Case, origin = ours): number | null =>
  refusal({ method, path, target: path + query, headers: new Headers({ host: 'consent.bank.in', ...headers }) }, origin)

describe('a request at the door', () => {
  it('is turned away with 421 for a host that is not ours, whatever it says it was forwarded for [F-41]', () => {
    for (const host of [
      'evil.example',
      'consent.bank.in.evil.example',
      'consent.bank.in:8443',
      'consent.bank.in,evil',
      '',
    ])
      expect(judge({ headers: { host, 'x-forwarded-host': 'consent.bank.in' } })).toBe(421)
    for (const host of ['consent.bank.in', 'CONSENT.bank.in', 'consent.bank.in:443'])
      expect(judge({ headers: { host } })).toBeNull()
    expect(judge({ headers: { host: 'localhost:3000' } }, 'http://localhost:3000')).toBeNull()
    expect(judge({ headers: { host: '127.0.0.1:3000' } }, 'http://localhost:3000')).toBe(421)
  })

  it('may ask for health under any host, as balancers do', () => {
    for (const path of ['/livez', '/readyz']) expect(judge({ path, headers: { host: '10.0.0.5:3000' } })).toBeNull()
    expect(judge({ path: '/readyz/x', headers: { host: '10.0.0.5:3000' } })).toBe(421)
  })

  it('is turned away when its address is longer than 8 KB [F-39]', () => {
    expect(judge({ query: `?${'a'.repeat(8190)}` })).toBeNull()
    expect(judge({ query: `?${'a'.repeat(8191)}` })).toBe(414)
  })

  it('is turned away when its body is over 64 KB or of unstated length [N-05, F-39]', () => {
    const post = (headers: Record<string, string>) => judge({ method: 'POST', headers: { origin: ours, ...headers } })
    expect(post({ 'content-length': String(maxBodyBytes) })).toBeNull()
    expect(post({ 'content-length': String(65 * 1024) })).toBe(413)
    expect(post({ 'transfer-encoding': 'chunked' })).toBe(411)
    expect(post({})).toBeNull()
  })

  it('is turned away when it changes something for a foreign page, and passed on when the browser does not say [R-02]', () => {
    const method = 'POST'
    expect(judge({ method, headers: { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' } })).toBe(403)
    expect(judge({ method })).toBeNull()
    expect(judge({ method, headers: { origin: ours } })).toBeNull()
    expect(judge({ headers: { origin: 'https://evil.example' } })).toBeNull()
  })

  it.each(['PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND'])(
    'is turned away when it is a %s, whoever asks [A-10]',
    (method) => {
      expect(judge({ method, headers: { origin: ours } })).toBe(405)
      expect(judge({ method, headers: { origin: 'https://evil.example' } })).toBe(405)
    },
  )

  it('may be a form post of the provider at the return address, and nowhere near it [R-10]', () => {
    const foreign = (path: string) => judge({ method: 'POST', path, headers: { origin: 'https://digilocker.gov.in' } })
    expect(foreign('/callback/abc/return')).toBeNull()
    for (const path of ['/callback/abc', '/callback/a/b/return', '/callback/abc/return/x', '/x/callback/abc/return'])
      expect(foreign(path)).toBe(403)
  })
})
