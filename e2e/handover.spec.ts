import type { BrowserContext, Page } from 'playwright/test'
import { freePort } from '../scripts/free-port.ts'
import type { Stack, Web } from '../scripts/stack.ts'
import { expect, test } from './fixtures.ts'
import { lookAt } from './pages/look.ts'
import { StartPage } from './pages/start-page.ts'

/** A product on which people may go on on their phones. */
const startWorld = async (stack: Stack): Promise<Web> => {
  const port = await freePort()
  return stack.startWeb({ PORT: String(port), PUBLIC_ORIGIN: `http://localhost:${port}`, PHONE_HANDOVER: '1' })
}

/** A screen wide enough that the phone with DigiLocker is another device. */
const desktop = { viewport: { width: 1280, height: 720 } }

/** The address that the phone's camera reads, as it stands beside the picture. */
const addressOn = async (page: Page): Promise<string> => {
  await expect(page.getByRole('img', { name: 'QR code for your phone' })).toBeVisible()
  const address = /http\S+\/phone\/[\w-]{43}/.exec((await page.locator('main').textContent()) ?? '')?.[0]
  if (!address) throw new Error('no address is shown')
  return address
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 })

test('nothing leads to a phone unless it was chosen [R-26]', async ({ start, page }) => {
  await page.setViewportSize(desktop.viewport)
  await expect(start.continueButton()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Continue on your phone' })).toHaveCount(0)
})

for (const javaScriptEnabled of [true, false])
  test(`a computer hands over to a phone, ${javaScriptEnabled ? 'with' : 'without'} scripts: the phone gets the result, the computer learns that it is over [R-26]`, async ({
    stack,
    browser,
  }) => {
    const web = await startWorld(stack)
    const open = (more = {}): Promise<BrowserContext> =>
      browser.newContext({ baseURL: web.origin, javaScriptEnabled, ...more })
    // Axe is a script, so it looks where scripts run.
    const look = async (page: Page, what: string): Promise<void> => {
      if (!javaScriptEnabled) return
      await lookAt(page, what)
      await page.setViewportSize({ width: 1280, height: 720 })
    }
    const [computer, phone, late] = await Promise.all([open(desktop), open(), open()])
    const desk = await computer.newPage()
    await desk.goto('/')
    await look(desk, 'the way to a phone')
    await desk.getByRole('button', { name: 'Continue on your phone' }).click()
    await expect(heading(desk)).toHaveText('Continue on your phone')
    await expect(desk.getByRole('img', { name: 'QR code for your phone' })).toBeVisible()
    const address = await addressOn(desk)
    await look(desk, 'the code')

    const hand = await phone.newPage()
    await hand.goto(address)
    await expect(heading(hand)).toHaveText('Continue here for Demo Bank?')
    await expect(hand.getByText('On a computer')).toBeVisible()
    await expect(hand.getByText(/only if you began this yourself/)).toBeVisible()
    await look(hand, 'the phone is asked')
    // A look alone took nothing up.
    await desk.reload()
    expect(await addressOn(desk)).toBe(address)
    await hand.getByRole('button', { name: 'Continue on this phone' }).click()
    await expect(heading(hand)).toHaveText('Demo Bank asks to see your documents')
    await expect(heading(desk)).toHaveText('Your phone has taken over', { timeout: 15_000 })
    await look(desk, 'the phone has it')

    await hand.goto(address)
    await expect(heading(hand)).toHaveText('Demo Bank asks to see your documents')

    const other = await late.newPage()
    await other.goto(address)
    await expect(heading(other)).toHaveText('This code does not work any more')
    await look(other, 'a code that was used')

    const result = await (await new StartPage(hand).leave()).allow()
    await result.says('You agreed to share 1 document')
    await expect(heading(desk)).toHaveText('Finished on your phone', { timeout: 20_000 })
    await expect(desk.locator('main')).not.toContainText(/PAN|agreed|SW-/)
    await look(desk, 'finished on the phone')
    expect((await computer.newPage().then((page) => page.goto(result.page.url())))?.status()).toBe(404)
    expect(await stack.log()).not.toContain(address.split('/').at(-1))
    await hand.goto(address)
    await expect(hand.getByRole('link', { name: 'See the result' })).toBeVisible()
    await Promise.all([computer, phone, late].map((context) => context.close()))
    await web.stop()
  })

test('a code that ran out says so and makes room for a new one [R-26]', async ({ stack, browser }) => {
  const web = await startWorld(stack)
  const context = await browser.newContext({ baseURL: web.origin, ...desktop })
  const desk = await context.newPage()
  await desk.goto('/')
  await desk.getByRole('button', { name: 'Continue on your phone' }).click()
  const address = await addressOn(desk)
  await stack.db.query(`update handovers set expires_at = now() - interval '1 second' where taken_at is null`)
  await desk.reload()
  await expect(heading(desk)).toHaveText('This code has ended')
  await lookAt(desk, 'the code has ended')
  await desk.getByRole('button', { name: 'Show a new code' }).click()
  expect(await addressOn(desk)).not.toBe(address)
  await context.close()
  await web.stop()
})

/** Presses the button as if so many had done so in this minute already. */
const crowded = async (stack: Stack): Promise<void> => {
  const { rowCount } = await stack.db.query(`update rate_limits set points = 1000 where key like 'handover_prefix:%'`)
  expect(rowCount).toBe(1)
}

for (const javaScriptEnabled of [true, false])
  test(`a way to a phone that does not open says why, ${javaScriptEnabled ? 'with' : 'without'} scripts [R-26, N-07]`, async ({
    stack,
    browser,
  }) => {
    const web = await startWorld(stack)
    const context = await browser.newContext({ baseURL: web.origin, javaScriptEnabled, ...desktop })
    const desk = await context.newPage()
    const press = () => desk.getByRole('button', { name: 'Continue on your phone' }).click()
    const says = (words: string) => expect(desk.getByRole('alert').filter({ hasText: words })).toBeVisible()
    const look = (what: string) => (javaScriptEnabled ? lookAt(desk, what) : Promise.resolve())

    await desk.goto('/')
    await context.clearCookies()
    await press()
    await says('Your browser keeps no cookies')
    await press()
    await addressOn(desk)
    await crowded(stack)
    await stack.db.query(`update handovers set expires_at = now() - interval '1 second' where taken_at is null`)
    await desk.reload()
    await desk.getByRole('button', { name: 'Show a new code' }).click()
    await says('Many people are using this right now')
    await look('no new code')
    await desk.goto('/')
    await desk.setViewportSize(desktop.viewport)
    await press()
    await says('Many people are using this right now')
    await look('no way to a phone')
    await stack.db.query(`delete from rate_limits where key like 'handover_prefix:%'`)
    await context.close()
    await web.stop()
  })
