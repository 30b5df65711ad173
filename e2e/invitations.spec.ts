import type { Page } from 'playwright/test'
import { expect, test } from './fixtures.ts'
import { enterConsole } from './pages/staff.ts'
import { StartPage } from './pages/start-page.ts'

/** Invites one person through the form. @returns the path of the link, as it is shown once */
const invite = async (page: Page, reference: string): Promise<string> => {
  await page.goto('/admin/invitations/new')
  await page.getByLabel('Your reference').fill(reference)
  await page.getByLabel('Name', { exact: true }).fill('Meera Nair')
  await page.getByRole('button', { name: 'Create the invitation' }).click()
  const made = page.getByRole('status').filter({ hasText: 'The invitation is ready' })
  await expect(made).toBeVisible()
  await expect(made.getByRole('img', { name: 'QR code of the link' })).toBeVisible()
  const path = /\/start\/[\w-]{43}/.exec((await made.textContent()) ?? '')?.[0]
  if (!path) throw new Error('no link is shown')
  return path
}

const stateOf = async (page: Page, reference: string): Promise<string> => {
  await page.goto(`/admin/invitations?find=${reference}`)
  return (await page.getByRole('row').filter({ hasText: reference }).textContent()) ?? ''
}

test('a link survives a hundred scanners, opens once, and leads to a result that both sides see [R-25, R-08]', async ({
  page,
  stack,
  simulator,
  otherBrowser,
}) => {
  await enterConsole(page, stack)
  const link = await invite(page, 'case-1')
  const scanner = await otherBrowser()
  for (let n = 0; n < 100; n += 1) {
    const headers = { 'User-Agent': `Scanner/${n} (+https://scanner.example)` }
    const answer = await scanner.request.fetch(link, { method: n % 2 === 0 ? 'GET' : 'HEAD', headers })
    expect(answer.status()).toBe(200)
  }
  expect(await simulator.calls({ endpoint: 'init' })).toEqual([])
  const { rows } = await stack.db.query(`select opened_at, owner_id from invitations where reference = 'case-1'`)
  expect(rows).toEqual([{ opened_at: null, owner_id: null }])

  const [phone, desk] = [await (await otherBrowser()).newPage(), await (await otherBrowser()).newPage()]
  await phone.goto(link)
  await desk.goto(link)
  await phone.getByRole('button', { name: 'Continue' }).click()
  const start = new StartPage(phone)
  await expect(start.continueButton()).toBeVisible()
  await desk.getByRole('button', { name: 'Continue' }).click()
  await expect(desk.getByRole('heading', { name: /open on another device/ })).toBeVisible()
  const result = await (await start.leave()).allow()
  await expect(result.page.getByRole('heading', { level: 1, name: /You agreed to share/ })).toBeVisible()
  await phone.goto(link)
  await expect(phone.getByRole('heading', { name: 'You have already finished. Nothing more to do.' })).toBeVisible()
  await phone.getByRole('link', { name: 'See your result' }).click()
  await expect(phone).toHaveURL(/\/callback\//)
  await desk.reload()
  await expect(desk.getByText('Its result opens only in the browser that was used.')).toBeVisible()

  expect(await stateOf(page, 'case-1')).toContain('Finished')
  await page.getByRole('link', { name: 'case-1' }).click()
  await page
    .getByRole('table', { name: /sessions/i })
    .getByRole('link')
    .first()
    .click()
  await page.getByRole('link', { name: 'case-1' }).click()
  await expect(page.getByRole('heading', { name: 'Invitation case-1' })).toBeVisible()
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('a link that has ended is asked for anew, and the answer tells nothing', async ({
    page,
    stack,
    otherBrowser,
  }) => {
    await enterConsole(page, stack)
    const link = await invite(page, 'case-3')
    await stack.db.query(`update invitations set expires_at = now() where reference = 'case-3'`)
    const person = await (await otherBrowser()).newPage()
    await person.goto(link)
    await expect(person.getByRole('heading', { name: /This link ended on/ })).toBeVisible()
    await person.getByRole('button', { name: 'Send me a new link' }).click()
    await expect(person).toHaveURL(/\/start\/asked$/)
    await expect(person.getByText(/If Demo Bank has an e-mail address for you/)).toBeVisible()
  })
})
