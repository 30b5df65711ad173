import { expect, test } from './fixtures.ts'
import { ResultPage } from './pages/result-page.ts'

test('only a consent can be withdrawn: where no document was chosen nothing is offered [L-06]', async ({ start }) => {
  const result = await (await start.leave()).allowOnly([])
  await result.says('No document was chosen')
  await expect(result.page.getByRole('link', { name: 'Withdraw my permission' })).toHaveCount(0)
  await result.page.goto(`${result.page.url()}/withdraw`)
  await result.says('No document was chosen')
})

test('a No shows no list of documents that were never asked for', async ({ start }) => {
  await start.declineButton().click()
  await new ResultPage(start.page).says('You chose not to share')
  await expect(start.page.getByRole('heading', { name: 'Documents asked for' })).toHaveCount(0)
})

for (const width of [320, 360])
  test(`the session number breaks between its groups at ${width} px, and is copied whole`, async ({ start }) => {
    const { page } = start
    await page.setViewportSize({ width, height: 740 })
    const result = await (await start.leave()).allow()
    await result.says('You agreed to share 1 document')
    const number = page.locator('bdi.font-mono')
    const whole = (await number.textContent()) ?? ''
    expect(whole).toMatch(/^[\w-]{20,}$/)
    const tops = await number.evaluate((element) => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
      const lines: number[] = []
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const range = document.createRange()
        range.selectNodeContents(node)
        lines.push(new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size)
      }
      return lines
    })
    expect(
      tops.every((lines) => lines === 1),
      'a group is torn apart',
    ).toBe(true)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  })

test('the list of problems loses a line as its field is mended, and goes when all are', async ({ start }) => {
  const { page } = start
  await start.continueButton().click()
  const lines = page.locator('#error-summary').getByRole('listitem')
  await expect(lines).toHaveCount(2)
  await start.document('PAN').check({ force: true })
  await expect(lines).toHaveText([/Tick the box if you agree/])
  await start.agreement().check()
  await expect(page.locator('#error-summary')).toHaveCount(0)
  await expect(page).not.toHaveTitle(/^Problem:/)
  await start.agreement().uncheck()
  await expect(lines).toHaveCount(1)
})

test('what was mended while the early messages were on their way is no problem any more', async ({ start }) => {
  const { page } = start
  let arrive = () => {}
  const held = new Promise<void>((resolve) => {
    arrive = resolve
  })
  const fetched: Promise<void>[] = []
  await page.route('**/_next/static/**', (route) => {
    const passing = held.then(() => route.continue())
    fetched.push(passing)
  })
  await start.continueButton().click()
  await expect(page.locator('#error-summary').getByRole('listitem')).toHaveCount(2)
  await start.fill({ documents: ['PAN'] })
  await expect.poll(() => fetched.length).toBeGreaterThan(0)
  arrive()
  await Promise.all(fetched)
  await expect(page.locator('#error-summary')).toHaveCount(0)
})
