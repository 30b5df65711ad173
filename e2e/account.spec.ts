import { expect, test } from './fixtures.ts'
import { addDevice } from './pages/device.ts'
import { lookAt } from './pages/look.ts'
import { admin, passSecondStep, signIn, trySignIn } from './pages/staff.ts'

/** Somebody else's minutes pass: what was proven is no longer fresh. */
const later = "update staff_sign_ins set fresh_at = fresh_at - interval '6 minutes'"

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'the account with scripts' : 'the account without scripts', () => {
    test.use({ javaScriptEnabled })

    test('a recovery code stands in for a lost phone, once [A-08]', async ({ page, stack }) => {
      await signIn(page, stack)
      await page.goto('/admin/account')
      await page.getByRole('button', { name: 'Make 10 new codes' }).click()
      const shown = page.getByRole('status').getByRole('listitem')
      await expect(shown).toHaveCount(10)
      const code = (await shown.first().textContent()) ?? ''
      const typeCode = async () => {
        await page.context().clearCookies()
        await trySignIn(page)
        await page.locator('#code').fill(code)
        await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      }
      await typeCode()
      await expect(page).toHaveURL(/\/admin$/)
      await typeCode()
      await expect(page.getByRole('alert').filter({ hasText: 'did not match' })).toBeVisible()
      await expect(page).toHaveTitle(/^Problem: /)
    })

    test('what protects the account asks who is there after five minutes, and loses nothing [A-09]', async ({
      page,
      stack,
    }) => {
      await signIn(page, stack)
      await stack.db.query(later)
      await page.goto('/admin/account')
      await page.getByRole('button', { name: 'Make 10 new codes' }).click()
      await expect(page.getByText('Write your password to go on.')).toBeVisible()
      const codes = page.locator('form', { has: page.getByRole('button', { name: 'Make 10 new codes' }) })
      await codes.locator('input[name="confirm_password"]').fill('not the password')
      await page.getByRole('button', { name: 'Make 10 new codes' }).click()
      await expect(page.getByText('That password did not match.')).toBeVisible()
      await codes.locator('input[name="confirm_password"]').fill(admin.password)
      await page.getByRole('button', { name: 'Make 10 new codes' }).click()
      await expect(page.getByRole('status').getByRole('listitem')).toHaveCount(10)
    })

    test('ending the other sign-ins acts on their next request [A-02]', async ({ page, stack, otherBrowser }) => {
      await signIn(page, stack)
      const other = await (await otherBrowser()).newPage()
      await signIn(other, stack)
      await page.goto('/admin/account')
      await page.getByRole('button', { name: 'End all others' }).click()
      await expect(page.getByText('Done. What was ended')).toBeVisible()
      await other.goto('/admin/sessions')
      await expect(other).toHaveURL(/\/sign-in$/)
    })
  })
}

test('a passkey is made, signs in by itself, and a copy of it with an old counter does not, which the trail tells [A-08] [A-12]', async ({
  page,
  stack,
}) => {
  const device = await addDevice(page)
  await signIn(page, stack)
  await page.goto('/admin/account')
  await page.getByLabel('Name of this device').fill('Test laptop')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(page.getByText('The passkey was added.')).toBeVisible()

  await page.context().clearCookies()
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect(page).toHaveURL(/\/admin$/)

  // A thief's copy starts from an older count than the one last seen.
  await stack.db.query('update staff_passkeys set counter = counter + 1000')
  await page.context().clearCookies()
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'That passkey was not accepted' })).toBeVisible()
  const { rows } = await stack.db.query(
    `select body from audit_events where action = 'staff.sign_in_failed' order by seq desc limit 1`,
  )
  expect(String(rows[0]?.body), 'what the trail says of it').toContain('"reason":"cloned"')
  await device.detach()
  await stack.db.query('delete from staff_passkeys')
})

test('a role that needs a second factor keeps its last one [A-08]', async ({ page, stack }) => {
  await addDevice(page)
  await signIn(page, stack)
  await page.goto('/admin/account')
  await page.getByLabel('Name of this device').fill('Only key')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(page.getByText('The passkey was added.')).toBeVisible()
  const app = await stack.db.query('delete from staff_totp returning *')
  await page.getByRole('button', { name: 'Remove Only key' }).click()
  await expect(page.getByText('Add another second factor first.')).toBeVisible()
  const [row] = app.rows
  await stack.db.query(
    `insert into staff_totp (id, staff_id, data_key, secret_enc, last_step, created_at, confirmed_at)
     values ($1, $2, $3, $4, 0, $5, $6)`,
    [row.id, row.staff_id, row.data_key, row.secret_enc, row.created_at, row.confirmed_at],
  )
  await page.getByRole('button', { name: 'Remove Only key' }).click()
  await expect(page.getByText('The passkey was removed.')).toBeVisible()
})

test('the pages of the second step and the account are free of axe findings [A-08]', async ({ page, stack }) => {
  await signIn(page, stack)
  for (const path of ['/admin/account', '/admin/account/app']) {
    await page.goto(path)
    await lookAt(page)
  }
  await stack.db.query(later)
  await page.goto('/admin/account')
  await lookAt(page)
  await page.context().clearCookies()
  await trySignIn(page)
  await expect(page.getByRole('heading', { name: 'One more step' })).toBeVisible()
  await lookAt(page)
  await passSecondStep(page, stack)
})
