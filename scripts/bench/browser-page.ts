import { gzipSync } from 'node:zlib'
import { type Browser, chromium } from 'playwright'
import { quietFlags } from '../chromium.ts'

export type Address = { url: string; cookie?: string }

/** Gzip sizes in bytes of what one page loads by itself, before anyone touches it. */
export type Weight = { script: number; markup: number; fonts: number; elsewhere: number }

/** Milliseconds, but for `shift`. */
export type Paint = { lcp: number; blocked: number; shift: number }

// One name and one address: the browser would otherwise try ::1 first, where nobody listens.
const flags = [...quietFlags, '--host-resolver-rules=MAP localhost 127.0.0.1']

export const openBrowser = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, args: flags })

const openPage = async (browser: Browser, { url, cookie }: Address) => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } })
  const [name = '', value = ''] = cookie?.split('=') ?? []
  if (cookie) await context.addCookies([{ name, value, url }])
  return { context, page: await context.newPage() }
}

export const weigh = async (browser: Browser, address: Address): Promise<Weight> => {
  const { context, page } = await openPage(browser, address)
  const weight: Weight = { script: 0, markup: 0, fonts: 0, elsewhere: 0 }
  const parts: Promise<void>[] = []
  page.on('response', (response) => {
    if (new URL(response.url()).origin !== new URL(address.url).origin) weight.elsewhere += 1
    const kind = response.request().resourceType()
    if (kind === 'font') weight.fonts += 1
    if (response.status() >= 300 && response.status() < 400) return
    const part = kind === 'script' ? 'script' : kind === 'document' || kind === 'stylesheet' ? 'markup' : null
    if (part === null) return
    const add = (body: Buffer): void => {
      weight[part] += gzipSync(body).length
    }
    parts.push(response.body().then(add))
  })
  await page.goto(address.url, { waitUntil: 'load' })
  // What another page weighs would be a fine figure, and nobody would see that it is of another page.
  if (page.url() !== new URL(address.url).href) throw new Error(`expected ${address.url}, found ${page.url()}`)
  await page.waitForTimeout(1_500)
  await Promise.all(parts)
  await context.close()
  return weight
}

/** Lighthouse's slow 4G (150 ms, 1.6 Mbit/s) with the factors it uses when the browser does the throttling. */
const slow4g = { offline: false, latency: 562.5, downloadThroughput: 184_320, uploadThroughput: 84_375 }

/** Runs in the page before anything else. */
const watch = (): void => {
  const seen: Paint = { lcp: 0, blocked: 0, shift: 0 }
  Object.assign(globalThis, { benchSeen: seen })
  const on = (type: string, hear: (entry: PerformanceEntry) => void): void =>
    new PerformanceObserver((list) => list.getEntries().forEach(hear)).observe({ type, buffered: true })
  on('largest-contentful-paint', (entry) => {
    seen.lcp = entry.startTime
  })
  on('longtask', (entry) => {
    seen.blocked += Math.max(0, entry.duration - 50)
  })
  on('layout-shift', (entry) => {
    seen.shift += Number(Reflect.get(entry, 'value'))
  })
}

/** Guarantee: `watch` has put it there before the page's own scripts ran. */
const read = (): Paint => Reflect.get(globalThis, 'benchSeen') as Paint

/** Loads a page as a cheap phone on a slow network does. */
export const paint = async (browser: Browser, address: Address): Promise<Paint> => {
  const { context, page } = await openPage(browser, address)
  const devtools = await context.newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', slow4g)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await page.addInitScript(watch)
  await page.goto(address.url, { waitUntil: 'load', timeout: 60_000 })
  await page.waitForTimeout(2_500)
  const seen = await page.evaluate(read)
  await context.close()
  return seen
}
