import type { BrowserContext, Page } from 'playwright/test'
import type { Stack } from '../scripts/stack.ts'
import { expect, test } from './fixtures.ts'
import { lookAt } from './pages/look.ts'
import { enterConsole } from './pages/staff.ts'
import { StartPage } from './pages/start-page.ts'

test.use({ room: 'held-code' })

/** Chooses the policy in the form of the public template, and publishes it. */
const choosePolicy = async (page: Page, stack: Stack, label: RegExp): Promise<void> => {
  await enterConsole(page, stack)
  await page.goto('/admin/templates/tpl_standard/edit')
  await page.getByRole('group', { name: 'When a result came back in another browser' }).getByLabel(label).check()
  await page.getByRole('button', { name: 'Save draft' }).click()
  await page.getByRole('button', { name: /^Publish version/ }).click()
  await expect(page.getByText('Published. People see it from now on.')).toBeVisible()
}

/** As if the moments had passed in which a second browser could still come back. */
const settle = (stack: Stack) =>
  stack.db.query(
    `update kyc_sessions set consent_seen_at = consent_seen_at - interval '20 seconds' where status = 'held'`,
  )

/** One browser starts and another comes back. @returns both, and the address of the return */
const finishInOther = async (otherBrowser: () => Promise<BrowserContext>) => {
  const first = await (await otherBrowser()).newPage()
  await first.goto('/')
  const address = await (await new StartPage(first).leave()).finishElsewhere()
  const other = await (await otherBrowser()).newPage()
  await other.goto(address)
  return { first, other, address }
}

const isHeld = 'We need to be sure it was you'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled })

    test('a code from the browser that came back, typed into the first, releases the result [R-15]', async ({
      page,
      stack,
      otherBrowser,
    }) => {
      await choosePolicy(page, stack, /^A code, or a colleague/)
      const { first, other, address } = await finishInOther(otherBrowser)
      await expect(other.getByRole('heading', { level: 1 })).toHaveText('Go back to your first browser')
      await expect(other.getByText(/Tell this code to nobody/)).toBeVisible()

      await first.goto(address)
      await expect(first.getByRole('heading', { level: 1 })).toHaveText(isHeld)
      const field = first.getByLabel('Code from the other page')
      const confirm = first.getByRole('button', { name: 'Confirm with the code' })
      await confirm.click()
      await expect(first.getByText('Type the 6 digits of the code.')).toBeVisible()
      await field.fill('123456')
      await confirm.click()
      await expect(first.getByText(/No code has been shown yet/)).toBeVisible()
      await expect(field).toHaveValue('123456')

      const show = other.getByRole('button', { name: 'Show the code' })
      await show.click()
      await expect(other.getByText(/One moment more/)).toBeVisible()
      await settle(stack)
      await show.click()
      const shown = other.getByText(/^\d{3} \d{3}$/)
      const code = (await shown.textContent()) ?? ''
      // Axe is a script, so it looks where scripts run.
      if (javaScriptEnabled) await lookAt(other, 'the code is shown')
      expect(other.url()).not.toMatch(/\d{6}/)

      await field.fill(code === '123 456' ? '654321' : '123456')
      await confirm.click()
      await expect(first.getByText('This is not the code. 4 tries are left.')).toBeVisible()
      await expect(first.getByRole('heading', { level: 1 })).toHaveText(isHeld)
      if (javaScriptEnabled) await lookAt(first, 'a wrong code')
      await field.fill(code)
      await confirm.click()
      await expect(first.getByRole('heading', { level: 1 })).toHaveText('You agreed to share 1 document')

      // What was shown once is not shown again, and the log knows no code.
      await other.goto('/callback/elsewhere')
      await other.getByRole('button', { name: 'Show the code' }).click()
      await expect(other.getByText('There is no code any more.', { exact: false })).toBeVisible()
      expect(await stack.log()).not.toContain(code.replace(' ', ''))

      const { rows } = await stack.db.query('select id from kyc_sessions order by created_at desc limit 1')
      await page.goto(`/admin/sessions/${rows[0].id}`)
      await expect(page.getByText('Released the result. 1 of 5 wrong tries.')).toBeVisible()
      await expect(page.getByText('Showed the code in the other browser')).toBeVisible()
    })

    test('a code that ran out or was guessed at stays held, and says what is left to do [R-15]', async ({
      page,
      stack,
      otherBrowser,
    }) => {
      await choosePolicy(page, stack, /^A code, or a colleague/)
      const { first, other, address } = await finishInOther(otherBrowser)
      await other.getByRole('button', { name: 'Show the code' }).click()
      await expect(other.getByText(/One moment more/)).toBeVisible()
      await settle(stack)
      await other.getByRole('button', { name: 'Show the code' }).click()
      const code = (await other.getByText(/^\d{3} \d{3}$/).textContent()) ?? ''
      await first.goto(address)
      await stack.db.query(`update held_codes set shown_at = shown_at - interval '5 minutes' where used_at is null`)
      await first.getByLabel('Code from the other page').fill(code)
      await first.getByRole('button', { name: 'Confirm with the code' }).click()
      await expect(first.getByText('A code cannot settle it any more.')).toBeVisible()
      await expect(first.getByRole('heading', { level: 1 })).toHaveText(isHeld)
      await expect(first.getByLabel('Code from the other page')).toHaveCount(0)
    })

    test('under review no page offers a code, and confirming is for a colleague alone [R-15]', async ({
      page,
      stack,
      otherBrowser,
    }) => {
      await choosePolicy(page, stack, /^A colleague decides/)
      const { first, address } = await finishInOther(otherBrowser)
      await first.goto(address)
      await expect(first.getByRole('heading', { level: 1 })).toHaveText(isHeld)
      await expect(first.getByLabel('Code from the other page')).toHaveCount(0)
      await expect(first.locator('main form')).toHaveCount(0)
    })
  })
}
