import type { Page } from 'playwright/test'
import { expect, test } from './fixtures.ts'
import { lookAt } from './pages/look.ts'
import { admin, passSecondStep, signIn, trySignIn } from './pages/staff.ts'

const password = 'copper walnut meadow 7'

/** Asha makes a link. @returns what she would send */
const invite = async (page: Page, email: string, role: string): Promise<string> => {
  await page.goto('/admin/team')
  await page.getByRole('link', { name: 'Invite a colleague' }).click()
  await page.getByLabel('E-mail they will sign in with').fill(email)
  await page.getByRole('radio', { name: role }).check()
  await page.getByRole('button', { name: 'Make the link' }).click()
  return (await page.getByRole('status').getByRole('listitem').textContent()) ?? ''
}

const open = async (page: Page, name: string): Promise<void> => {
  await page.goto('/admin/team')
  await page.getByRole('link', { name }).click()
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'a team with scripts' : 'a team without scripts', () => {
    test.use({ javaScriptEnabled })

    test('grows by a one-time link, and what is changed counts on the next request [A-02] [A-08] [A-09]', async ({
      page,
      stack,
      otherBrowser,
    }) => {
      const email = `meena.${javaScriptEnabled}@bank.example`
      const name = `Meena ${javaScriptEnabled ? 'Iyer' : 'Das'}`
      await signIn(page, stack)
      const link = await invite(page, email, 'Operator')
      expect(link).toMatch(new RegExp(`^${stack.origin}/join\\?token=[\\w-]{43}$`))

      const meena = await (await otherBrowser()).newPage()
      await meena.goto(link)
      await expect(meena.getByText(email)).toBeVisible()
      await meena.getByLabel('Your name').fill(name)
      await meena.getByLabel('Password', { exact: true }).fill(password)
      await meena.getByLabel('The same password again').fill('something else')
      await meena.getByRole('button', { name: 'Join' }).click()
      await expect(meena).toHaveTitle(/^Problem: /)
      await expect(meena.getByLabel('Your name')).toHaveValue(name)
      await meena.getByLabel('Password', { exact: true }).fill(password)
      await meena.getByLabel('The same password again').fill(password)
      await meena.getByRole('button', { name: 'Join' }).click()
      await expect(meena.getByText('You have joined.')).toBeVisible()
      await trySignIn(meena, password, email)
      await passSecondStep(meena, stack, email)
      await meena.goto('/admin/sessions')
      await expect(meena.getByRole('heading', { level: 1 })).toBeVisible()
      expect((await meena.goto('/admin/team'))?.status()).toBe(404)

      // Five minutes pass, so the change asks who is there, and what was chosen is not lost.
      await stack.db.query("update staff_sign_ins set fresh_at = fresh_at - interval '6 minutes'")
      await open(page, name)
      await page.getByRole('link', { name: 'Change role' }).click()
      await page.getByRole('radio', { name: 'Auditor' }).check()
      await page.getByLabel('Your password').fill('not the password')
      await page.getByRole('button', { name: 'Change role' }).click()
      await expect(page.getByText('That password did not match.')).toBeVisible()
      await expect(page.getByRole('radio', { name: 'Auditor' })).toBeChecked()
      await page.getByLabel('Your password').fill(admin.password)
      await page.getByRole('button', { name: 'Change role' }).click()
      await expect(page.getByText('The role was changed.')).toBeVisible()
      await meena.goto('/admin/sessions')
      await expect(meena).toHaveURL(/\/sign-in$/)

      await page.getByRole('link', { name: 'Disable' }).click()
      await page.getByRole('button', { name: 'Disable' }).click()
      await expect(page.getByText('Disabled. Every sign-in has ended.')).toBeVisible()
      await trySignIn(meena, password, email)
      await expect(meena.getByText('did not match').first()).toBeVisible()

      await meena.goto(link)
      await expect(meena.getByRole('heading', { name: 'This link does not work' })).toBeVisible()
    })

    test('an address that is none is refused in our words at its field, by no bubble of the browser [A-02]', async ({
      page,
      stack,
    }) => {
      await signIn(page, stack)
      await page.goto('/admin/team/invite')
      const field = page.getByLabel('E-mail they will sign in with')
      await field.fill('nobody')
      await page.getByRole('button', { name: 'Make the link' }).click()
      await expect(
        page.getByRole('alert').filter({ hasText: 'Write a complete e-mail address, like asha@bank.example.' }),
      ).toBeVisible()
      await expect(field).toHaveValue('nobody')
    })
  })
}

test('the pages of the team are free of axe findings, and one cannot change oneself [A-10]', async ({
  page,
  stack,
}) => {
  await signIn(page, stack)
  await stack.db.query(
    `insert into staff (id, email, name, role, password_hash, created_at)
     values ('stf_axe', 'axe.of.the.longestdepartmentwithoutabreak@bank.example', 'Farida Khan', 'viewer', 'x', now()) on conflict do nothing`,
  )
  const link = await invite(page, 'axe.invited@bank.example', 'Viewer')
  await lookAt(page)
  await stack.db.query("update staff_sign_ins set fresh_at = fresh_at - interval '6 minutes'")
  for (const path of ['', '/invite', '/stf_axe', '/stf_axe/role']) {
    await page.goto(`/admin/team${path}`)
    await lookAt(page)
  }
  await open(page, 'Asha Rao (you)')
  await expect(page.getByText('This is you.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Change role' })).toHaveCount(0)
  await page.goto(link)
  await lookAt(page)
})
