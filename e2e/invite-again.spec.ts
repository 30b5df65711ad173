import type { Page } from 'playwright/test'
import { type Stack, startStack } from '../scripts/stack.ts'
import { expect, test } from './fixtures.ts'
import { makeColleague } from './pages/colleague.ts'
import { lookAt } from './pages/look.ts'
import { enterConsole } from './pages/staff.ts'

/* Forms that make links and are sent late, again, or with other words than the first time. */

const linkIn = async (page: Page, heading = 'The invitation is ready'): Promise<string> => {
  const made = page.getByRole('status').filter({ hasText: heading })
  await expect(made).toBeVisible()
  const path = /\/start\/[\w-]{43}/.exec((await made.textContent()) ?? '')?.[0]
  if (!path) throw new Error('no link is shown')
  return path
}

const create = (page: Page) => page.getByRole('button', { name: 'Create the invitation' }).click()
const renew = (page: Page) => page.getByRole('button', { name: 'Make a new link' }).click()

const invite = async (page: Page, reference: string): Promise<string> => {
  await page.goto('/admin/invitations/new')
  await page.getByLabel('Your reference').fill(reference)
  await create(page)
  return linkIn(page)
}

/** Somebody else signs in with this browser, in another tab. */
const changeColleague = async (page: Page, stack: Stack): Promise<void> => {
  const { cookie } = await makeColleague(stack, 'admin')
  const [name = '', value = ''] = cookie.split('=', 2)
  await page.context().addCookies([{ name, value, url: stack.origin }])
}

const openPage = async (page: Page, stack: Stack, reference: string): Promise<void> => {
  const { rows } = await stack.db.query('select id from invitations where reference = $1', [reference])
  await page.goto(`/admin/invitations/${rows[0]?.id}`)
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'scripts' : 'plain'
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled })

    test('a reference that is out is asked about at its field, and invited again at the second press', async ({
      page,
      stack,
    }) => {
      await enterConsole(page, stack)
      const first = await invite(page, `Out ${how}`)
      await page.goto('/admin/invitations/new')
      await page.getByLabel('Your reference').fill(`out ${how}`)
      await page.getByLabel('Name', { exact: true }).fill('Meera')
      await create(page)
      await expect(page.getByLabel('Your reference')).toHaveAccessibleDescription(/is out, or was answered/)
      await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Meera')
      await create(page)
      expect(await linkIn(page)).not.toBe(first)
      await expect(page.getByText(`For Meera (out ${how})`)).toBeVisible()
    })

    test('a form from before another sign-in does nothing, loses nothing, and works at the second press [N-07]', async ({
      page,
      stack,
    }) => {
      await enterConsole(page, stack)
      await page.goto('/admin/invitations/new')
      await page.getByLabel('Your reference').fill(`late ${how}`)
      await page.getByLabel('Name', { exact: true }).fill('Meera Nair')
      await changeColleague(page, stack)
      await create(page)
      const problem = page
        .getByRole('alert')
        .filter({ hasText: 'Nothing was done: look it over and send it once more' })
      await expect(problem).toBeVisible()
      await expect(page).toHaveTitle(/^Problem: /)
      await expect(page.getByLabel('Your reference')).toHaveValue(`late ${how}`)
      await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Meera Nair')
      if (javaScriptEnabled) await lookAt(page, 'a form that came back')
      const { rows } = await stack.db.query('select 1 from invitations where reference = $1', [`late ${how}`])
      expect(rows).toEqual([])
      await create(page)
      await linkIn(page)

      await page.getByRole('link', { name: 'See the invitation' }).click()
      await expect(page.getByRole('heading', { name: `Invitation late ${how}` })).toBeVisible()
      await changeColleague(page, stack)
      await renew(page)
      await expect(problem).toBeVisible()
      await renew(page)
      await linkIn(page, 'The new link is ready')
    })

    test('a link is never made or shown by a form from before another was made [R-25]', async ({
      page,
      stack,
      otherBrowser,
    }) => {
      const reference = `replaced ${how}`
      await enterConsole(page, stack)
      await invite(page, reference)
      await openPage(page, stack, reference)
      const late = await page.context().newPage()
      await openPage(late, stack, reference)
      await renew(page)
      const first = await linkIn(page, 'The new link is ready')
      await renew(late)
      const refused = /The link has changed since this page was opened, so nothing was done/
      await expect(late.getByRole('alert').filter({ hasText: refused })).toBeVisible()
      if (javaScriptEnabled) await lookAt(late, 'a new link that was refused')
      const person = await (await otherBrowser()).newPage()
      await person.goto(first)
      await expect(person.getByRole('button', { name: 'Continue' })).toBeVisible()
      await renew(late)
      const second = await linkIn(late, 'The new link is ready')
      if (!javaScriptEnabled) {
        // The browser sends the form of the first link once more.
        await page.reload()
        await expect(page.getByRole('alert').filter({ hasText: refused })).toBeVisible()
        await expect(page.getByText(/\/start\//)).toHaveCount(0)
        await late.reload()
        expect(await linkIn(late, 'The new link is ready')).toBe(second)
      }
      await person.goto(second)
      await expect(person.getByRole('button', { name: 'Continue' })).toBeVisible()
    })

    test('a kept form with another person in it makes a link of its own, and says for whom [R-25]', async ({
      page,
      stack,
    }) => {
      await enterConsole(page, stack)
      await page.goto('/admin/invitations/new')
      const key = await page.locator('input[name=form_key]').inputValue()
      const links: string[] = []
      for (const reference of [`kept one ${how}`, `kept two ${how}`, `kept two ${how}`]) {
        await page.goto('/admin/invitations/new')
        // As a browser shows the page again that it kept.
        await page.locator('input[name=form_key]').evaluate((input, kept) => input.setAttribute('value', kept), key)
        await page.getByLabel('Your reference').fill(reference)
        await create(page)
        links.push(await linkIn(page))
        await expect(page.getByRole('status').getByText(`For ${reference}`)).toBeVisible()
      }
      expect(links[1]).not.toBe(links[0])
      expect(links[2]).toBe(links[1])
      if (javaScriptEnabled) await lookAt(page, 'a link and whom it is for')
    })
  })
}

test('whoever wants no e-mail sent is not asked twice: the box stays as it was left', async ({ browser }) => {
  const stack = await startStack({
    adminUrl: process.env.E2E_DATABASE_URL ?? process.env.TEST_DATABASE_URL ?? '',
    env: { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'kyc@bank.example' },
  })
  try {
    for (const javaScriptEnabled of [true, false]) {
      const context = await browser.newContext({ baseURL: stack.origin, javaScriptEnabled })
      const page = await context.newPage()
      await enterConsole(page, stack)
      await page.goto('/admin/invitations/new')
      const box = page.getByRole('checkbox', { name: 'Also send it by e-mail' })
      await expect(box).toBeChecked()
      await page.getByLabel('E-mail', { exact: true }).fill('meera')
      await box.uncheck()
      await create(page)
      await expect(page).toHaveTitle(/^Problem: /)
      await expect(box).not.toBeChecked()
      await page.getByLabel('E-mail', { exact: true }).fill('meera@home.example')
      await create(page)
      await linkIn(page)
      await context.close()
    }
    const { rows } = await stack.db.query('select messages from invitations')
    expect(rows).toEqual([{ messages: 0 }, { messages: 0 }])
    expect((await stack.db.query('select 1 from mail_messages')).rows).toEqual([])
  } finally {
    await stack.stop()
  }
})
