import type { Page } from 'playwright/test'
import { expect, test } from './fixtures.ts'
import { lookAt } from './pages/look.ts'
import { ResultPage } from './pages/result-page.ts'
import { enterConsole } from './pages/staff.ts'
import { StartPage } from './pages/start-page.ts'

/* A person who starts again from the page of their session starts from what they were sent, whatever came before. */

const invite = async (page: Page, reference: string): Promise<string> => {
  await page.goto('/admin/invitations/new')
  await page.getByLabel('Your reference').fill(reference)
  await page.getByRole('button', { name: 'Create the invitation' }).click()
  const made = page.getByRole('status').filter({ hasText: 'The invitation is ready' })
  return /\/start\/[\w-]{43}/.exec((await made.textContent()) ?? '')?.[0] ?? ''
}

const again = async (page: Page, name: string): Promise<StartPage> => {
  await page.getByRole('link', { name }).click()
  await expect(page).toHaveURL(/\/start\/again\/[\w-]{43}$/)
  const start = new StartPage(page)
  await expect(start.continueButton()).toBeVisible()
  return start
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled })

    test('a No and a failure lead back to the invitation, which has the result in the end [R-25] [N-07]', async ({
      page,
      stack,
      otherBrowser,
    }) => {
      const reference = `again-${javaScriptEnabled}`
      await enterConsole(page, stack)
      const link = await invite(page, reference)
      const person = await (await otherBrowser()).newPage()
      const result = new ResultPage(person)
      await person.goto(link)
      await person.getByRole('button', { name: 'Continue' }).click()
      await new StartPage(person).declineButton().click()
      await result.says('You chose not to share')
      await (await (await again(person, 'I changed my mind')).leave()).deny()
      await result.says('Sharing was not completed')
      const third = await again(person, 'Try again')
      // What is missing in the form is said at its field, on the same page.
      await third.continueButton().click()
      await expect(third.problems().first()).toBeVisible()
      await expect(person).toHaveURL(/\/start\/again\//)
      await (await third.leave()).allow()
      await result.says(/You agreed to share 1 document/)
      const { rows } = await stack.db.query(
        `select s.status from kyc_sessions s join invitations i
           on i.id = s.invitation_id where i.reference = $1 order by s.created_at`,
        [reference],
      )
      expect(rows.map(({ status }) => status)).toEqual(['declined', 'failed', 'succeeded'])
      await page.goto(`/admin/invitations?find=${reference}`)
      await expect(page.getByRole('row').filter({ hasText: reference })).toContainText('Finished')
    })

    test('the way back is that browser’s alone, and without an invitation it is the public page [R-20]', async ({
      start,
      otherBrowser,
    }) => {
      await start.declineButton().click()
      await new ResultPage(start.page).says('You chose not to share')
      const handle = new URL(start.page.url()).pathname.split('/').at(-1)
      await expect(start.page.getByRole('link', { name: 'I changed my mind' })).toHaveAttribute('href', '/')
      const stranger = await (await otherBrowser()).newPage()
      await stranger.goto(`/start/again/${handle}`)
      await expect(stranger.getByRole('heading', { name: 'This link does not work' })).toBeVisible()
      await start.page.goto(`/start/again/${handle}`)
      await expect(start.page).toHaveURL(/:\d+\/$/)
    })
  })
}

test('the notice leads back to the invitation it was opened from [R-25]', async ({ page, stack, otherBrowser }) => {
  await enterConsole(page, stack)
  const link = await invite(page, 'again-notice')
  const person = await (await otherBrowser()).newPage()
  await person.goto(link)
  await person.getByRole('button', { name: 'Continue' }).click()
  await expect(new StartPage(person).continueButton()).toBeVisible()
  await person
    .getByRole('contentinfo')
    .getByRole('link', { name: /privacy notice/i })
    .click()
  await person.getByRole('link', { name: 'Go to the start page' }).click()
  await expect(person).toHaveURL(new RegExp(`${link}$`))
})

test('after a withdrawal the link and the console say so, and nobody is told to start anew alone [R-25] [L-06]', async ({
  page,
  stack,
  otherBrowser,
}) => {
  await enterConsole(page, stack)
  const link = await invite(page, 'again-withdrawn')
  const person = await (await otherBrowser()).newPage()
  const result = new ResultPage(person)
  await person.goto(link)
  await person.getByRole('button', { name: 'Continue' }).click()
  await (await new StartPage(person).leave()).allow()
  await result.says(/You agreed to share 1 document/)
  await person.getByRole('link', { name: 'Withdraw my permission' }).click()
  await expect(person.getByText(/To agree again later, ask .+ for a new invitation\./)).toBeVisible()
  await person.getByRole('button', { name: 'Withdraw my permission' }).click()
  await result.says('You withdrew your permission')
  await expect(person.getByText('DigiLocker told us your answer')).toBeVisible()
  await lookAt(person, 'a withdrawn session of an invitation')
  await person.goto(link)
  await expect(person.getByRole('heading', { level: 1, name: 'You withdrew your permission' })).toBeVisible()
  await lookAt(person, 'the link of a withdrawn invitation')
  await person.getByRole('link', { name: 'See your result' }).click()
  await result.says('You withdrew your permission')
  await page.goto('/admin/invitations?state=withdrawn')
  await expect(page.getByRole('row').filter({ hasText: 'again-withdrawn' })).toContainText('Withdrawn')
})
