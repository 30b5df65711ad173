import type { Page } from 'playwright/test'
import type { Stack } from '../scripts/stack.ts'
import { expect, test } from './fixtures.ts'
import { lookAt } from './pages/look.ts'
import { enterConsole, passSecondStep, trySignIn } from './pages/staff.ts'

// Moves the sign-ins of everybody about.
test.use({ room: 'idle' })

const door = '/admin/account/sign-in'
const typed = 'Opening an account at a branch'

/** As if the sign-in had last been used, or begun, that long ago. */
const longAgo = (stack: Stack, column: 'last_seen_at' | 'created_at', ago: string) =>
  stack.db.query(`update staff_sign_ins set ${column} = now() - $1::interval where ended_at is null`, [ago])

/** How many of the questions of this page were asked so far, by method. */
const countQuestions = (page: Page) => {
  const asked = { GET: 0, POST: 0 }
  page.on('request', (request) => {
    const method = request.method()
    if (new URL(request.url()).pathname === door && (method === 'GET' || method === 'POST')) asked[method] += 1
  })
  return asked
}

/** A form in which somebody stopped half-way, on a page whose clock can be moved. */
const halfFilled = async (page: Page, stack: Stack) => {
  await enterConsole(page, stack)
  await page.clock.install()
  await page.goto('/admin/templates/new')
  const name = page.getByLabel('Name', { exact: true })
  // Only scripts say at once that the name is missing: then they are there, and their timers with them.
  await expect(async () => {
    await name.focus()
    await name.blur()
    await expect(page.locator('#name-error')).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await name.fill(typed)
  await name.blur()
  await expect(page.locator('#name-error')).toHaveCount(0)
  await name.focus()
  return { name, minutes: (count: number) => page.clock.fastForward(count * 60_000 + 5_000) }
}

const warning = (page: Page) => page.getByRole('alert').filter({ hasText: /signed out|sign-in|signed in/ })
const comeBack = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event('focus')))

test('a page asks before it warns, once and without keeping the sign-in, and is quiet when it was used elsewhere [A-03]', async ({
  page,
  stack,
}) => {
  const asked = countQuestions(page)
  const { minutes } = await halfFilled(page, stack)
  await longAgo(stack, 'last_seen_at', '3 minutes')
  const seen = async () => (await stack.db.query('select max(last_seen_at) as at from staff_sign_ins')).rows[0].at
  const before = await seen()
  await minutes(12)
  expect(asked).toEqual({ GET: 0, POST: 0 })
  await minutes(1)
  await expect.poll(() => asked).toEqual({ GET: 1, POST: 0 })
  await expect(warning(page)).toHaveCount(0)
  expect(await seen(), 'the question is no use').toEqual(before)
})

test('"Stay signed in" extends by keyboard and leaves the page as it is, with the focus where it was [A-03]', async ({
  page,
  stack,
}) => {
  const asked = countQuestions(page)
  const { name, minutes } = await halfFilled(page, stack)
  await longAgo(stack, 'last_seen_at', '13 minutes 30 seconds')
  await minutes(13)
  await expect(warning(page)).toContainText('You will be signed out within 2 minutes')
  await expect(name).toBeFocused()
  await expect(warning(page)).toBeInViewport()
  await lookAt(page, 'the warning before the idle end')
  await page.getByRole('button', { name: 'Stay signed in' }).focus()
  await page.keyboard.press('Enter')
  await expect(warning(page)).toHaveCount(0)
  await expect(page.locator('[aria-live=polite]')).toHaveText('You stay signed in.')
  await expect(name).toHaveValue(typed)
  await expect(name).toBeFocused()
  const { rows } = await stack.db.query(
    `select count(*)::int as kept from staff_sign_ins where ended_at is null and last_seen_at > now() - interval '1 minute'`,
  )
  expect(rows[0].kept).toBe(1)
  await minutes(12)
  expect(asked).toEqual({ GET: 1, POST: 1 })
  await page.getByRole('button', { name: 'Save draft' }).click()
  await expect(page.getByRole('heading', { level: 1, name: typed })).toBeVisible()
})

test('a sign-in that has ended says so, and what was typed can be sent after signing in again in a new tab [A-03]', async ({
  page,
  stack,
}) => {
  const { name, minutes } = await halfFilled(page, stack)
  await longAgo(stack, 'last_seen_at', '13 minutes 30 seconds')
  await minutes(13)
  await expect(warning(page)).toBeVisible()
  await longAgo(stack, 'last_seen_at', '16 minutes')
  await page.getByRole('button', { name: 'Stay signed in' }).click()
  await expect(warning(page)).toContainText('Your sign-in has ended.')
  await lookAt(page, 'a page whose sign-in has ended')
  const [tab] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('link', { name: 'Sign in in a new tab' }).click(),
  ])
  await expect(tab).toHaveURL(/\/sign-in$/)
  await trySignIn(tab)
  await passSecondStep(tab, stack)
  await comeBack(page)
  await expect(warning(page)).toHaveCount(0)
  await expect(page.locator('[aria-live=polite]')).toHaveText('You are signed in again.')
  await expect(name).toHaveValue(typed)
  await page.getByRole('button', { name: 'Save draft' }).click()
  await expect(page.getByRole('heading', { level: 1, name: typed })).toBeVisible()
})

test('the longest life is warned of too, and no button pretends to extend it [A-03]', async ({ page, stack }) => {
  const { minutes } = await halfFilled(page, stack)
  await longAgo(stack, 'created_at', '7 hours 56 minutes')
  await minutes(13)
  await expect(warning(page)).toContainText('cannot be extended')
  await expect(warning(page).getByRole('button')).toHaveCount(0)
  await lookAt(page, 'the warning before the longest life ends')
  await page.reload()
  await expect(warning(page), 'a page that is opened in the last minutes says it at once').toContainText('8 hours')
  await longAgo(stack, 'created_at', '8 hours 1 minute')
  await minutes(5)
  await expect(warning(page)).toContainText('Your sign-in has ended.')
})

test('without an answer a page says that it cannot tell, and asks again when somebody wishes it [A-03]', async ({
  page,
  stack,
}) => {
  const { name, minutes } = await halfFilled(page, stack)
  await page.route(`**${door}`, (route) => route.fulfill({ status: 503, body: '503' }))
  await minutes(13)
  await expect(warning(page)).toContainText('There is no answer')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(warning(page)).toContainText('There is no answer')
  await page.unroute(`**${door}`)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(warning(page)).toHaveCount(0)
  await expect(name).toHaveValue(typed)
})

test('a laptop that slept past every timer tells the truth when somebody comes back to it [A-03]', async ({
  page,
  stack,
}) => {
  const asked = countQuestions(page)
  const { name } = await halfFilled(page, stack)
  await longAgo(stack, 'last_seen_at', '2 hours')
  await comeBack(page)
  expect(asked, 'nothing is due yet').toEqual({ GET: 0, POST: 0 })
  // Only the clock on the wall goes on; the timers sleep.
  await page.clock.setSystemTime(Date.now() + 2 * 3_600_000)
  await comeBack(page)
  await expect(warning(page)).toContainText('Your sign-in has ended.')
  await expect(name).toHaveValue(typed)
})
