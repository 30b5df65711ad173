import { type BrowserContext, expect, type Page } from 'playwright/test'
import type { Stack } from '../../scripts/stack.ts'
import { enterConsole, passSecondStep, trySignIn } from './staff.ts'

export type Role = 'admin' | 'operator' | 'viewer' | 'auditor' | 'developer'

/** Gives a colleague another role, as an administrator would while they work. */
export const setRole = async (stack: Stack, email: string, role: Role): Promise<void> => {
  await stack.db.query('update staff set role = $2 where email = $1', [email, role])
}

/** Ravi Menon with the first administrator's password; a second one, at work in a browser of his own. */
export const signInRavi = async (page: Page, stack: Stack, role: Role): Promise<string> => {
  const email = 'ravi@bank.example'
  await stack.db.query(
    `insert into staff (id, email, name, role, password_hash, created_at)
     select 'stf_ravi', $1, 'Ravi Menon', 'operator', password_hash, now() from staff where email = 'asha@bank.example'
     on conflict do nothing`,
    [email],
  )
  await setRole(stack, email, 'operator')
  await trySignIn(page, undefined, email)
  await passSecondStep(page, stack, email)
  await page.goto('/admin')
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
  await setRole(stack, email, role)
  return email
}

/** Asha and Ravi, each in a browser of their own. */
export const twoColleagues = async (
  page: Page,
  stack: Stack,
  otherBrowser: () => Promise<BrowserContext>,
  role: Role = 'operator',
): Promise<{ asha: Page; ravi: Page; email: string }> => {
  await enterConsole(page, stack)
  const ravi = await (await otherBrowser()).newPage()
  return { asha: page, ravi, email: await signInRavi(ravi, stack, role) }
}
