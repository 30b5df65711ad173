import { expect, test } from './fixtures.ts'
import { lookAt } from './pages/look.ts'
import { enterConsole } from './pages/staff.ts'
import { StartPage } from './pages/start-page.ts'

test.use({ room: 'template-trial' })

for (const javaScriptEnabled of [true, false]) {
  const firstTrial = javaScriptEnabled
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled })

    test('a colleague tries a template that is not public in the simulator, and finds the session in the console', async ({
      page,
      context,
      stack,
    }) => {
      await enterConsole(page, stack)
      await page.goto('/admin/templates/new')
      await page.getByLabel('Name', { exact: true }).fill('Loan')
      await page.getByRole('group', { name: 'PAN' }).getByLabel('Required').check()
      await page.getByRole('button', { name: 'Save draft' }).click()
      // Nobody can be asked with a draft, not even for a trial.
      await expect(page.getByRole('button', { name: /^Publish version/ })).toBeVisible()
      await expect(page.getByRole('button', { name: 'Try it in the simulator' })).toHaveCount(0)
      await page.getByRole('button', { name: /^Publish version/ }).click()
      await expect(page.getByText('Published. People see it from now on.')).toBeVisible()
      const template = page.url()
      const key = await page.locator('input[name=form_key]').inputValue()
      await page.getByRole('button', { name: 'Try it in the simulator' }).click()
      await expect(page.getByRole('button', { name: 'Continue' })).toBeVisible()
      if (firstTrial) {
        // Somebody is invited, so there is something to count; that nobody has gone through is still to do.
        const console = await context.newPage()
        await console.goto('/admin')
        await expect(console.getByRole('region', { name: 'How far people got' })).toContainText(
          /Invited\s*1\s*Opened\s*0/,
        )
        await lookAt(console, 'the overview before the first session')
        await console.getByRole('link', { name: 'See what is left of set-up' }).click()
        await expect(console.getByRole('listitem').filter({ hasText: 'Invite yourself' })).toContainText('to do')
        await lookAt(console, 'what is left of set-up')
        await console.close()
      }
      await page.getByRole('button', { name: 'Continue' }).click()
      const start = new StartPage(page)
      await expect(start.document('PAN')).toHaveCount(0)
      const result = await (await start.leave({ documents: [] })).allow()
      await result.says('You agreed to share 1 document')
      const { rows } = await stack.db.query(
        `select i.reference, v.template_id from kyc_sessions s join invitations i on i.id = s.invitation_id
         join template_versions v on v.id = s.template_version_id order by s.created_at desc limit 1`,
      )
      expect(rows[0]).toEqual({ reference: 'Test', template_id: new URL(template).pathname.split('/').at(-1) })
      // From the page that the browser kept: its trial is over, and another press begins a new one.
      await page.goto(template)
      await page.locator('input[name=form_key]').evaluate((input, kept) => input.setAttribute('value', kept), key)
      await page.getByRole('button', { name: 'Try it in the simulator' }).click()
      await expect(page.getByText('Press the button again')).toBeVisible()
      await page.getByRole('button', { name: 'Try it in the simulator' }).click()
      await expect(page.getByRole('button', { name: 'Continue' })).toBeVisible()
    })
  })
}
