import { type BrowserContext, test as base, expect } from 'playwright/test'
import { type Stack, startStack } from '../scripts/stack.ts'
import { StartPage } from './pages/start-page.ts'
import { SimulatorControl } from './simulator.ts'

const adminUrl = process.env.E2E_DATABASE_URL ?? process.env.TEST_DATABASE_URL

/** What a browser must not do while a person is with us (L-18, N-08): complain, or talk to anyone else. */
const watch = (context: BrowserContext, stack: Stack): string[] => {
  const wrong: string[] = []
  const ours = [stack.origin, stack.simulator]
  context.on('console', (message) => {
    if (message.type() === 'error' && !/status of (4[01]\d|5\d\d)/.test(message.text())) wrong.push(message.text())
  })
  context.on('weberror', (error) => wrong.push(error.error().message))
  context.on('request', (request) => {
    const url = new URL(request.url())
    if (url.protocol.startsWith('http') && !ours.includes(url.origin)) wrong.push(`a request to ${url.origin}`)
  })
  return wrong
}

type Fixtures = {
  simulator: SimulatorControl
  /** Fails the test for a console error, a policy violation or a request to a stranger. */
  quiet: undefined
  /** A person who has just opened our page. */
  start: StartPage
  /** Another browser, with its own cookies and the same watchfulness. */
  otherBrowser: () => Promise<BrowserContext>
}

/**
 * Tests of one worker share a product. A file that fills it with rows of its own, or counts all that is there, asks for a
 * product of its own with `test.use({ room: 'its name' })`: another room is another worker.
 */
export const test = base.extend<Fixtures, { stack: Stack; room: string }>({
  room: ['', { option: true, scope: 'worker' }],
  stack: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
    async ({}, use) => {
      if (!adminUrl) throw new Error('E2E_DATABASE_URL is not set: run the tests through npm test')
      const stack = await startStack({ adminUrl })
      await use(stack)
      await stack.stop()
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  baseURL: async ({ stack }, use) => use(stack.origin),
  simulator: [
    async ({ stack }, use) => {
      const simulator = new SimulatorControl(stack.simulator)
      // A worker runs its tests one after another, so each begins with an empty provider, whether it asks for it or not.
      await simulator.reset()
      await use(simulator)
    },
    { auto: true },
  ],
  quiet: [
    async ({ context, stack }, use) => {
      const wrong = watch(context, stack)
      await use(undefined)
      expect(wrong, 'the browser complained or left the house').toEqual([])
    },
    { auto: true },
  ],
  start: async ({ page }, use) => {
    await page.goto('/')
    await use(new StartPage(page))
  },
  otherBrowser: async ({ browser, stack, javaScriptEnabled }, use) => {
    const opened: BrowserContext[] = []
    const wrong: string[][] = []
    await use(async () => {
      const context = await browser.newContext({ baseURL: stack.origin, javaScriptEnabled: javaScriptEnabled ?? true })
      opened.push(context)
      wrong.push(watch(context, stack))
      return context
    })
    await Promise.all(opened.map((context) => context.close()))
    expect(wrong.flat()).toEqual([])
  },
})

export { expect }
