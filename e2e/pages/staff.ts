import { generate } from 'otplib'
import { type BrowserContext, expect, type Page } from 'playwright/test'
import { makeSetupLink } from '../../scripts/setup-link.ts'
import type { Stack } from '../../scripts/stack.ts'

export const admin = { email: 'asha@bank.example', password: 'lantern orbit pickle 42' }

const answers = {
  full_name: 'Asha Rao',
  email: admin.email,
  password: admin.password,
  password_again: admin.password,
  name: 'Demo Bank',
  legal_name: 'Demo Bank Limited',
  contact: 'help@bank.example',
  grievance_officer: 'Ravi Menon',
  grievance_contact: 'grievance@bank.example',
  alternative_way: 'visit a branch with your documents',
}

/** Goes through set-up as the first administrator does. @returns the address that was used */
export const setUp = async (page: Page, link: string): Promise<void> => {
  await page.goto(link)
  for (const [name, value] of Object.entries(answers)) await page.locator(`#${name}`).fill(value)
  await page.getByRole('button', { name: 'Finish set-up' }).click()
  await expect(page.getByText('Set-up is done.')).toBeVisible()
}

/** Types into the sign-in page. */
export const trySignIn = async (page: Page, password = admin.password, email = admin.email): Promise<void> => {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** The authenticator apps of this test run: one secret for each colleague of each product under test. */
const apps = new Map<string, string>()

/** The second step after the password; the first time it sets an app up. As if half a minute had passed since the last code. */
export const passSecondStep = async (page: Page, stack: Stack, email = admin.email): Promise<void> => {
  await expect(page).toHaveURL(/\/sign-in\/second/)
  const app = `${stack.databaseUrl} ${email}`
  const shown = page.locator('code')
  if (!apps.has(app)) apps.set(app, ((await shown.textContent()) ?? '').replaceAll(' ', ''))
  await stack.db.query('update staff_totp set last_step = 0')
  await page.locator('#code').fill(await generate({ secret: apps.get(app) ?? '' }))
  const first = (await page.getByRole('button', { name: 'Turn on and continue' }).count()) > 0
  await page.getByRole('button', { name: /^(Sign in|Turn on and continue)$/ }).click()
  if (first) await page.getByRole('link', { name: 'I have kept them' }).click()
  await expect(page).toHaveURL(/\/admin/)
}

/** Inside the console; the first test of a worker sets it up. */
export const signIn = async (page: Page, stack: Stack): Promise<void> => {
  const link = await makeSetupLink(stack.databaseUrl, stack.origin)
  if (link) await setUp(page, link.address)
  // As if the hour that counts tries had passed: one worker signs in more often than any colleague would.
  await stack.db.query('truncate sign_in_failures, rate_limits')
  await trySignIn(page)
  await passSecondStep(page, stack)
  await page.goto('/admin')
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
}

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>

/** The last sign-in of each product under test, for tests that are about the rooms and not about the door. */
const kept = new Map<string, Cookies>()

/** Inside the console as somebody who signed in a moment ago; through the door itself only when that has ended since. */
export const enterConsole = async (page: Page, stack: Stack): Promise<void> => {
  await page.context().addCookies(kept.get(stack.databaseUrl) ?? [])
  await stack.db.query('update staff_sign_ins set last_seen_at = now(), fresh_at = now() where ended_at is null')
  await page.goto('/admin')
  if (new URL(page.url()).pathname !== '/admin') await signIn(page, stack)
  kept.set(stack.databaseUrl, await page.context().cookies())
}
