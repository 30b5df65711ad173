import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { addressHeader, sealedAddress } from '@/lib/security/client-address'
import { staffTestBed } from '@/lib/staff/testing'

const token = 'q8Xw2LrT0vZk5NcB7yHd3JfM1sGpA9eU'

/** The settings are read once a process, so each set of them needs the module anew. */
const scraperOf = async (settings: Record<string, string | undefined>) => {
  vi.resetModules()
  Object.assign(process.env, { METRICS_TOKEN: '', TRUST_PROXY: '', ...settings })
  return (await import('./may-scrape')).mayScrape
}
const asking = (parts: { address?: string; direct?: boolean; authorization?: string }) =>
  new Headers({
    [addressHeader]: sealedAddress(parts.address ?? '198.51.100.7', parts.direct ?? true),
    ...(parts.authorization ? { authorization: parts.authorization } : {}),
  })

let drop: () => Promise<void>
beforeAll(async () => {
  drop = await staffTestBed()
})
afterAll(() => drop())

it('lets in whoever has the token, from anywhere', async () => {
  const mayScrape = await scraperOf({ METRICS_TOKEN: token })
  expect(mayScrape(asking({ authorization: `Bearer ${token}` }))).toBe(true)
  for (const wrong of [token.slice(1), `${token}x`, token.toLowerCase(), ''])
    expect(mayScrape(asking({ authorization: `Bearer ${wrong}` })), wrong).toBe(false)
  expect(mayScrape(asking({ authorization: token }))).toBe(false)
})

it('lets in a program on this machine, and nobody from outside, where no token is set', async () => {
  const mayScrape = await scraperOf({})
  expect(mayScrape(asking({ address: '127.0.0.1' }))).toBe(true)
  expect(mayScrape(asking({ address: '127.0.0.1', direct: false }))).toBe(false)
  expect(mayScrape(asking({}))).toBe(false)
  expect(mayScrape(asking({ authorization: 'Bearer undefined' }))).toBe(false)
})

it('takes nobody behind a trusted proxy for a program on this machine', async () => {
  const mayScrape = await scraperOf({ TRUST_PROXY: '1', METRICS_TOKEN: token })
  expect(mayScrape(asking({ address: '127.0.0.1' }))).toBe(false)
  expect(mayScrape(asking({ address: '127.0.0.1', authorization: `Bearer ${token}` }))).toBe(true)
})
