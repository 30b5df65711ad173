import { expect, test } from './fixtures.ts'
import { lookAt } from './pages/look.ts'
import { enterConsole } from './pages/staff.ts'

test('a fault in the console names who can help colleagues, and leads back into the console', async ({
  page,
  stack,
  browser,
}) => {
  await enterConsole(page, stack)
  await page.goto('/admin/invitations/new')
  await page.getByLabel('Your reference').fill('Loan 500')
  await page.getByRole('button', { name: 'Create the invitation' }).click()
  await page.getByRole('link', { name: 'See the invitation' }).click()
  const address = page.url()
  // The browser of the fixture would complain of the fault that this is about.
  const colleague = await browser.newContext({ storageState: await page.context().storageState() })
  try {
    await stack.db.query(`update invitations set data_key = 'x' || data_key where reference = 'Loan 500'`)
    const broken = await colleague.newPage()
    // A fault counts as the database's for a while after another test had it away.
    await expect.poll(async () => (await broken.goto(address))?.status(), { timeout: 20_000 }).toBe(500)
    await expect(broken.getByRole('heading', { level: 1, name: 'We could not do that' })).toBeFocused()
    await expect(broken.getByText('give this reference to whoever runs this system for you')).toBeVisible()
    await lookAt(broken, 'a fault in the console')
    await broken.getByRole('link', { name: 'Go to the overview' }).click()
    await expect(broken.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
  } finally {
    await colleague.close()
    await stack.db.query(`update invitations set data_key = ltrim(data_key, 'x') where reference = 'Loan 500'`)
  }
})
