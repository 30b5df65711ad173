import type { Page } from 'playwright/test'
import { expect, test } from './fixtures.ts'
import { twoColleagues } from './pages/colleagues.ts'
import { lookAt } from './pages/look.ts'
import { admin, enterConsole } from './pages/staff.ts'

const inviteMeera = async (page: Page, reference: string): Promise<void> => {
  await page.goto('/admin/invitations/new')
  await page.getByLabel('Your reference').fill(reference)
  await page.getByLabel('Name', { exact: true }).fill('Meera Nair')
  await page.getByLabel('Mobile number').fill('98765 43210')
  await page.getByRole('button', { name: 'Create the invitation' }).click()
  await page.getByRole('link', { name: 'See the invitation' }).click()
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled })

    test('what is masked is shown for a minute to who says why and proves who they are, and the trail says so [A-09, G-04]', async ({
      page,
      stack,
    }) => {
      await enterConsole(page, stack)
      await inviteMeera(page, `seen-${javaScriptEnabled}`)
      await expect(page.getByText('M••• N•••')).toBeVisible()
      await stack.db.query(`update staff_sign_ins set fresh_at = now() - interval '6 minutes'`)
      await page.getByRole('link', { name: 'Show name and addresses' }).click()
      if (javaScriptEnabled) await lookAt(page, 'before something masked is shown')
      await page.getByRole('button', { name: 'Show for 60 seconds' }).click()
      const why = page.getByRole('group', { name: 'Why do you need it?' })
      await expect(why).toHaveAccessibleDescription('Choose why you need it.')
      await expect(why).toHaveAttribute('aria-invalid', 'true')
      if (javaScriptEnabled) {
        await expect(page.getByLabel('To reach the person')).toBeFocused()
        await lookAt(page, 'no reason was chosen')
      }
      await page.getByLabel('To reach the person').check()
      await page.getByRole('button', { name: 'Show for 60 seconds' }).click()
      await expect(page.getByLabel('To reach the person')).toBeChecked()
      await expect(page.getByText('Write your password to go on.')).toBeVisible()
      await expect(page.getByText('Meera Nair')).toHaveCount(0)
      await page.getByLabel('Your password').fill(admin.password)
      if (javaScriptEnabled) await page.clock.install()
      await page.getByRole('button', { name: 'Show for 60 seconds' }).click()
      await expect(page.getByText('Meera Nair')).toBeVisible()
      await expect(page.getByText('9876543210')).toBeVisible()
      expect(page.url()).toMatch(/\/reveal$/)
      await expect(page.getByRole('link', { name: 'Show again' })).toHaveAttribute('href', new URL(page.url()).pathname)
      if (javaScriptEnabled) {
        await expect(page.getByText('This goes out of sight in 10 seconds.')).toHaveCount(0)
        await page.clock.fastForward(51_000)
        await expect(page.getByText('This goes out of sight in 10 seconds.')).toHaveRole('status')
        await page.clock.fastForward(10_000)
        await expect(page).toHaveURL(/\/admin\/invitations\/inv_[\w-]+$/)
        await expect(page.getByText('M••• N•••')).toBeVisible()
        await page.goBack()
        await expect(page.getByText('Meera Nair')).toHaveCount(0)
      } else
        expect(await page.content()).toMatch(/<meta http-equiv="refresh" content="60;url=\/admin\/invitations\/inv_/)
      const { rows } = await stack.db.query(`select body from audit_events where action = 'invitation.revealed'`)
      expect(JSON.stringify(rows)).not.toContain('Meera')
      expect(JSON.parse(rows.at(-1).body).detail).toEqual({ fields: ['name', 'phone'], reason: 'reach' })
    })
  })
}

test('where nothing of a person is kept, nothing is asked', async ({ page, stack }) => {
  await enterConsole(page, stack)
  await page.goto('/admin/invitations/new')
  await page.getByLabel('Your reference').fill('nobody')
  await page.getByRole('button', { name: 'Create the invitation' }).click()
  await page.getByRole('link', { name: 'See the invitation' }).click()
  await expect(page.getByRole('heading', { level: 1, name: /nobody/ })).toBeVisible()
  const invitation = new URL(page.url()).pathname
  await page.goto(`${invitation}/reveal`)
  expect(new URL(page.url()).pathname).toBe(invitation)
})

test('who may not invite has no door to it [A-10]', async ({ page, stack, otherBrowser }) => {
  const { asha, ravi } = await twoColleagues(page, stack, otherBrowser, 'viewer')
  await inviteMeera(asha, 'seen-3')
  const path = `${new URL(asha.url()).pathname}/reveal`
  expect((await asha.goto(path))?.status()).toBe(200)
  expect((await ravi.goto(path))?.status()).toBe(404)
})
