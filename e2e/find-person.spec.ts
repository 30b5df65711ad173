import type { Page } from 'playwright/test'
import { expect, test } from './fixtures.ts'
import { twoColleagues } from './pages/colleagues.ts'
import { StartPage } from './pages/start-page.ts'

test('a person is found from every page by what the business calls them, their address and number [R-21]', async ({
  page,
  stack,
  otherBrowser,
}) => {
  const { ravi } = await twoColleagues(page, stack, otherBrowser, 'viewer')
  await page.goto('/admin/invitations/new')
  await page.getByLabel('Your reference').fill('Loan 77')
  await page.getByLabel('E-mail', { exact: true }).fill('kavya@mail.example')
  await page.getByLabel('Mobile number').fill('98765 43210')
  await page.getByRole('button', { name: 'Create the invitation' }).click()
  const made = page.getByRole('status').filter({ hasText: 'The invitation is ready' })
  const link = /\/start\/[\w-]{43}/.exec((await made.textContent()) ?? '')?.[0] ?? ''
  const find = async (colleague: Page, term: string) => {
    await colleague.goto('/admin/account')
    await colleague.locator('#find').fill(term)
    await colleague.getByRole('banner').getByRole('button', { name: 'Find' }).click()
  }
  for (const term of ['loan 77', 'Kavya@mail.example', '+91 98765 43210']) {
    await find(page, term)
    await expect(page.getByRole('heading', { level: 1, name: 'Invitation Loan 77' })).toBeVisible()
    await expect(page).toHaveURL(/\/admin\/invitations\/inv_[\w-]+$/)
  }
  const phone = await (await otherBrowser()).newPage()
  await phone.goto(link)
  await phone.getByRole('button', { name: 'Continue' }).click()
  await new StartPage(phone).leave()

  // Who may not invite finds the session, and nothing by an address or a number.
  await find(ravi, 'LOAN 77')
  await expect(ravi).toHaveURL('/admin/sessions?invited=LOAN+77')
  await expect(ravi.getByRole('table').getByRole('row').filter({ hasText: 'Loan 77' })).toHaveCount(1)
  for (const term of ['kavya@mail.example', 'Swetha', 'SW-ETHA']) {
    await find(ravi, term)
    await expect(ravi).toHaveURL('/admin/sessions?said=session_not_found')
  }
  // The newest two of a reference have no session; what the oldest began is found all the same.
  for (const id of ['inv_newer', 'inv_newest'])
    await stack.db.query(
      `insert into invitations (id, reference, template_id, locale, data_key, life_hours, staff_id, created_at, expires_at)
       select $1, reference, template_id, locale, data_key, life_hours, staff_id, now(), expires_at from invitations
       where reference = 'Loan 77' limit 1`,
      [id],
    )
  await find(ravi, 'loan 77')
  await expect(ravi).toHaveURL('/admin/sessions?invited=loan+77')
  // Their borrowed data key opens nothing, so no list of another test may meet them.
  await stack.db.query(`delete from invitations where id in ('inv_newer', 'inv_newest')`)
})
