import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { findChromium, quietFlags } from '../scripts/chromium.ts'
import { type Simulator, startSimulator } from './server.ts'
import { createCaller } from './testing.ts'

const executablePath = findChromium()

let simulator: Simulator
let caller: ReturnType<typeof createCaller>
let browser: Browser

beforeAll(async () => {
  simulator = await startSimulator({ settings: { rpmLimit: null, allowLoopbackHttp: true } })
  caller = createCaller(simulator)
  browser = await chromium.launch({ args: quietFlags, ...(executablePath ? { executablePath } : {}) })
})
beforeEach(() => simulator.control.reset())
afterAll(async () => {
  await browser?.close()
  await simulator.close()
})

const withPage = async (options: BrowserContextOptions, visit: (page: Page) => Promise<void>): Promise<void> => {
  const context = await browser.newContext(options)
  try {
    await visit(await context.newPage())
  } finally {
    await context.close()
  }
}

const expectSound = async (page: Page): Promise<void> => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
}

const open = async (page: Page): Promise<string> => {
  // The product's page is the simulator's own front page: the chain must end somewhere real.
  const { authorization_url, session_id } = (await caller.init({ redirect_url: `${simulator.origin}/` })).body.data
  await page.goto(authorization_url)
  return session_id
}

// Axe in a browser is slow while other suites share the cores.
const patience = 90_000

it.each([
  ['light', 320],
  ['dark', 1280],
] as const)(
  'keeps every page accessible and inside its window in %s colours at %i pixels',
  async (colorScheme, width) => {
    await withPage({ colorScheme, viewport: { width, height: 800 } }, async (page) => {
      await open(page)
      await page.getByText('For testers').click()
      await expectSound(page)
      await page.getByRole('button', { name: 'Finish in another browser' }).click()
      await expectSound(page)
      await page.goto(`${simulator.origin}/public/oauth2/1/authorize`)
      await expectSound(page)
      await page.goto(simulator.origin)
      await page.getByRole('button', { name: 'Plan this story' }).click()
      await expectSound(page)
    })
  },
  patience,
)

it(
  'leads a person without scripts from the page back to the product',
  async () => {
    await withPage({ javaScriptEnabled: false }, async (page) => {
      const session_id = await open(page)
      await page.getByLabel('PAN verification record').uncheck()
      await page.getByRole('button', { name: 'Allow', exact: true }).click()
      expect(page.url()).toBe(`${simulator.origin}/?session_id=${session_id}`)
      expect((await caller.status(session_id)).body.data.documents_consented).toEqual(['aadhaar', 'driving_license'])
    })
  },
  patience,
)

it(
  'is usable by keyboard alone',
  async () => {
    await withPage({}, async (page) => {
      const session_id = await open(page)
      const focused = () => page.evaluate(() => document.activeElement?.textContent)
      for (let presses = 0; presses < 10 && (await focused()) !== 'Deny'; presses += 1) await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await page.waitForURL(`${simulator.origin}/?session_id=${session_id}`)
      expect((await caller.status(session_id)).body.data.status).toBe('failed')
    })
  },
  patience,
)
