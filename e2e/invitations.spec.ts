import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright/test'
import { expect, test } from './fixtures.ts'
import { invite } from './pages/invite.ts'
import { lookAt } from './pages/look.ts'
import { enterConsole } from './pages/staff.ts'
import { StartPage } from './pages/start-page.ts'

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
  const scan = async (n: number): Promise<number> => {
    const headers = { 'User-Agent': `Scanner/${n} (+https://scanner.example)` }
    return (await scanner.request.fetch(link, { method: n % 2 === 0 ? 'GET' : 'HEAD', headers })).status()
  }
  for (let n = 0; n < 100; n += 10) {
    const statuses = await Promise.all(Array.from({ length: 10 }, (_, more) => scan(n + more)))
    expect(new Set(statuses)).toEqual(new Set([200]))
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
  await expect(desk.getByText('Its result was open for 24 hours, in the browser that was used.')).toBeVisible()

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

/** Chooses a file that is larger than the door lets in, and finds a whole page with the way back. */
const sendTooMuch = async (page: Page): Promise<void> => {
  await page.goto('/admin/invitations/many')
  const file = { name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.alloc(13 * 1024 * 1024, 'name\n') }
  await page.getByLabel('File', { exact: true }).setInputFiles(file)
  await page.getByRole('button', { name: 'Look through the file' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'That is too large to send here' })).toBeVisible()
  await expect(page.getByText('A file of people may have 10 MB')).toBeVisible()
}

test('a file over the limit is refused on a whole page, and a logo at its field [N-05]', async ({ page, stack }) => {
  await enterConsole(page, stack)
  await sendTooMuch(page)
  await lookAt(page, 'a file that is too large')
  await page.getByRole('link', { name: 'Go back' }).click()
  await expect(page).toHaveURL(/\/admin\/invitations\/many$/)
  await page.goto('/admin/settings/branding')
  const logo = { name: 'logo.png', mimeType: 'image/png', buffer: Buffer.alloc(300_000) }
  await page.locator('#logo').setInputFiles(logo)
  await expect(page.getByRole('alert').filter({ hasText: 'larger than 40 KB' })).toBeVisible()
  await page.getByRole('button', { name: 'Use this logo' }).click()
  await expect(page).toHaveURL(/\/admin\/settings\/branding$/)
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('an invitation is made, refused, taken up again, renewed and closed [N-07]', async ({
    page,
    stack,
    otherBrowser,
  }) => {
    await enterConsole(page, stack)
    await page.goto('/admin/invitations/new')
    await page.getByLabel('Name', { exact: true }).fill('=cmd')
    await page.getByLabel('E-mail').fill('nobody')
    await page.getByRole('button', { name: 'Create the invitation' }).click()
    await expect(page).toHaveTitle(/^Problem: /)
    await expect(page.getByLabel('E-mail')).toHaveValue('nobody')
    const link = await invite(page, 'case-2')

    const person = await (await otherBrowser()).newPage()
    await person.goto(link)
    await person.getByRole('button', { name: 'Continue' }).click()
    await new StartPage(person).declineButton().click()
    await expect(person).toHaveURL(/\/callback\//)
    await expect(person.getByRole('heading', { level: 1 })).toContainText(/not to share|shared nothing/)
    await person.goto(link)
    await person.getByRole('link', { name: 'I changed my mind' }).click()
    const digilocker = await new StartPage(person).leave()
    await expect(digilocker.ribbon()).toBeVisible()

    expect(await stateOf(page, 'case-2')).toContain('Under way')
    await page.getByRole('link', { name: 'case-2' }).click()
    await page.getByRole('button', { name: 'Make a new link' }).click()
    const made = page.getByRole('status').filter({ hasText: 'The new link is ready' })
    await expect(made).toContainText('It was not e-mailed, and earlier links no longer work')
    const renewed = /\/start\/[\w-]{43}/.exec((await made.textContent()) ?? '')?.[0] ?? ''
    // Whoever is under way goes on; to any other browser the link has ended.
    await person.goto(link)
    await expect(person.getByText(/You left for DigiLocker at/)).toBeVisible()
    const other = await (await otherBrowser()).newPage()
    await other.goto(link)
    await expect(other.getByRole('heading', { name: /^This link ended on / })).toBeVisible()
    await expect(other.getByText('ask Demo Bank for a new link')).toBeVisible()
    await page.getByRole('link', { name: 'Close the invitation' }).click()
    await page.getByRole('button', { name: 'Close 1 invitation' }).click()
    await expect(page.getByRole('status').filter({ hasText: '1 invitation closed' })).toBeVisible()
    await person.goto(renewed)
    await expect(person.getByRole('heading', { name: /closed this request on/ })).toBeVisible()
  })

  test('a file or a logo over the limit is refused on a whole page that leads back [N-05, N-07]', async ({
    page,
    stack,
  }) => {
    await enterConsole(page, stack)
    await sendTooMuch(page)
    await page.getByRole('link', { name: 'Go back' }).click()
    await expect(page).toHaveURL(/\/admin\/invitations\/many$/)
    await page.goto('/admin/settings/branding')
    const logo = { name: 'logo.png', mimeType: 'image/png', buffer: Buffer.alloc(300_000) }
    await page.locator('#logo').setInputFiles(logo)
    await page.getByRole('button', { name: 'Use this logo' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'That is too large to send here' })).toBeVisible()
    await page.getByRole('link', { name: 'Go back' }).click()
    await expect(page).toHaveURL(/\/admin\/settings\/branding$/)
  })

  test('a file of people is looked through, worked off and gives its links once [G-08, N-05]', async ({
    page,
    stack,
  }) => {
    await enterConsole(page, stack)
    await page.goto('/admin/invitations/many')
    const upload = async (buffer: Buffer) => {
      await page.getByLabel('File', { exact: true }).setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer })
      await page.getByRole('button', { name: 'Look through the file' }).click()
    }
    await upload(Buffer.from('\uFEFFname\nAsha', 'utf16le'))
    await expect(page.getByRole('alert').filter({ hasText: 'UTF-16' })).toBeVisible()
    // Larger than any form of ours, so that it shows that the door lets a file in.
    const people = Array.from({ length: 2_000 }, (_, n) =>
      n % 200 === 3 ? `F${n},=cmd${n},` : `F${n},Person ${n} ${'x'.repeat(40)},p${n}@home.example`,
    )
    await upload(Buffer.from(`reference,name,email\n${people.join('\n')}\n`))
    await expect(page.getByRole('heading', { level: 1, name: 'What is in the file' })).toBeVisible()
    await expect(page.getByRole('row').filter({ hasText: 'like a formula' })).toHaveCount(10)
    // Somebody else invites one of them meanwhile.
    const file = page.url()
    await invite(page, 'F1')
    await page.goto(file)
    await page.getByRole('button', { name: 'Create 1,990 invitations, leave out 10' }).click()
    await expect(page.getByText('1,989 invitations created')).toBeVisible({ timeout: 60_000 })
    const left = page.getByRole('region', { name: '1 row was left out in the end' })
    await expect(left.getByRole('row').filter({ hasText: 'An open invitation has this reference' })).toContainText('3')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Take the file with the links' }).click(),
    ])
    const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n')
    expect(lines).toHaveLength(1_993)
    expect(lines[1]).toMatch(/^"Links of file imp_[\w-]+, taken by Asha Rao \(stf_[\w-]+\) at 20/)
    expect(lines[2]).toMatch(/^2,F0,http:\/\/[^,]+\/start\/[\w-]{43},/)
    expect(lines[3]).toMatch(/^3,,,,reference,An open invitation has this reference/)
    expect(lines.at(-1)).toBe('"End of the file: 1,989 links",,,,,')
    await page.reload()
    await expect(page.getByText('The links were taken.')).toBeVisible()
  })
})

test('every page of invitations reads well in both themes, for a thumb and on a desk', async ({
  page,
  stack,
  otherBrowser,
}) => {
  await enterConsole(page, stack)
  const person = await (await otherBrowser()).newPage()
  const link = await invite(page, 'case-4')
  await lookAt(page, 'a link that was just made')
  await person.goto(link)
  await lookAt(person, 'an invitation')
  await person.getByRole('button', { name: 'Continue' }).click()
  await expect(new StartPage(person).continueButton()).toBeVisible()
  await stack.db.query(`update invitations set expires_at = now() where reference = 'case-4'`)
  await person.goto(link)
  await lookAt(person, 'a link that has ended')
  await page.getByRole('link', { name: 'See the invitation' }).click()
  await lookAt(page, 'an invitation in the console')
  await page.goto('/admin/invitations')
  await lookAt(page)
  await page.goto('/admin/invitations/many')
  await page.getByLabel('Or paste the rows here').fill('name,email\nAsha,asha@home.example\n=cmd,x\n')
  await page.getByRole('button', { name: 'Look through the file' }).click()
  await expect(page.getByRole('button', { name: 'Create 1 invitation, leave out 1' })).toBeVisible()
  await lookAt(page, 'what is in the file')
})
