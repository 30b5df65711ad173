import type { Page } from 'playwright/test'
import { expect, test } from './fixtures.ts'
import { addDevice } from './pages/device.ts'
import { lookAt } from './pages/look.ts'
import { comeBackAs, passProvider, startSsoWorld } from './pages/sso-world.ts'
import { signIn } from './pages/staff.ts'

/** Ways to prove presence other than the password. */

const later = "update staff_sign_ins set fresh_at = fresh_at - interval '6 minutes'"

/** The form of something grave, filled in after the proof of the sign-in has grown old. */
const openGrave = async (page: Page, email: string): Promise<void> => {
  await page.goto('/admin/team/invite')
  await page.getByLabel('E-mail').fill(email)
}

const send = (page: Page) => page.locator('main form').getByRole('button').last().click()

test('a passkey proves presence instead of the password, and the trail says so [A-09]', async ({ page, stack }) => {
  await addDevice(page)
  await signIn(page, stack)
  await page.goto('/admin/account')
  await page.getByLabel('Name of this device').fill('Step-up key')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(page.getByText('The passkey was added.')).toBeVisible()
  await stack.db.query(later)
  await openGrave(page, 'passkey.way@bank.example')
  await page.getByRole('button', { name: 'Use a passkey instead' }).click()
  await expect(page.getByText('Your passkey was read. Go on.')).toBeVisible()
  await send(page)
  await expect(page.getByText('/join')).toBeVisible()
  const { rows } = await stack.db.query(
    `select body from audit_events where action = 'staff.confirmed' order by seq desc limit 1`,
  )
  expect(String(rows[0]?.body)).toContain('"factor":"passkey"')
  await stack.db.query('delete from staff_passkeys')
})

/** Signs in anew at the identity provider, which knows already what it may tell. */
const signInThere = async (page: Page, login: string): Promise<void> => {
  await page.locator('input[name="login"]').fill(login)
  await page.locator('input[name="password"]').fill('any')
  await page.getByRole('button', { name: /sign-in/i }).click()
}

for (const javaScriptEnabled of [true, false])
  test(`who signs in with the organisation proves presence there, ${javaScriptEnabled ? 'with' : 'without'} scripts, and loses nothing that was typed [A-09] [A-03]`, async ({
    stack,
    browser,
  }) => {
    const { page, web, end } = await startSsoWorld(stack, browser, { javaScriptEnabled })
    const chief = `chief${javaScriptEnabled}`
    await comeBackAs(page, `${chief}-kyc_admins`)
    await expect(page).toHaveURL(`${web.origin}/admin`)
    await page.goto('/admin/team/invite')
    await expect(page.getByText('Is it still you?'), 'a sign-in of this moment is fresh').toHaveCount(0)

    await stack.db.query(later)
    await openGrave(page, `${chief}.guest@bank.example`)
    await expect(page.getByLabel('Your password')).toHaveCount(0)
    if (javaScriptEnabled) await lookAt(page)
    const opening = page.waitForEvent('popup')
    await page.getByRole('link', { name: 'Sign in again with your organisation' }).click()
    const tab = await opening
    await signInThere(tab, `${chief}-kyc_admins`)
    await expect(tab.getByText('You are proven. Go back to the other tab')).toBeVisible()
    await send(page)
    await expect(page.getByText(`${web.origin}/join`)).toBeVisible()

    await stack.db.query(later)
    await openGrave(page, `${chief}.second@bank.example`)
    await send(page)
    await expect(page.getByText('First prove who you are, in one of the ways below.')).toBeVisible()
    await expect(page.getByLabel('E-mail')).toHaveValue(`${chief}.second@bank.example`)
    await tab.goto('/sign-in/sso?again=1')
    await passProvider(tab, `somebody${javaScriptEnabled}-kyc_admins`)
    // Before another account its pages ask to end the first one, which a script of theirs would press by itself.
    if (!javaScriptEnabled) await tab.getByRole('button', { name: /continue/i }).click()
    await expect(tab.getByText('Somebody else signed in there.')).toBeVisible()
    await send(page)
    await expect(page.getByText('First prove who you are, in one of the ways below.')).toBeVisible()
    await end()
  })

for (const javaScriptEnabled of [true, false])
  test(`a proof that fails at the organisation says why, ${javaScriptEnabled ? 'with' : 'without'} scripts, and the sign-in and the form stay [A-09] [A-11]`, async ({
    stack,
    browser,
  }) => {
    const { page, web, provider, end } = await startSsoWorld(stack, browser, { javaScriptEnabled })
    const chief = `stopped${javaScriptEnabled}`
    await comeBackAs(page, `${chief}-kyc_admins`)
    await expect(page).toHaveURL(`${web.origin}/admin`)
    await stack.db.query(later)
    await openGrave(page, `${chief}.guest@bank.example`)
    const opening = page.waitForEvent('popup')
    await page.getByRole('link', { name: 'Sign in again with your organisation' }).click()
    const tab = await opening
    const said = tab.getByRole('alert').filter({ hasText: 'You are still signed in here, but not proven again.' })

    await tab.getByRole('link', { name: /cancel/i }).click()
    await expect(tab).toHaveURL(`${web.origin}/admin/account?error=refused_there`)
    await expect(said.filter({ hasText: 'Your organisation’s sign-in did not let you in' })).toBeVisible()
    await expect(tab.getByRole('heading', { name: 'Your account', level: 1 })).toBeVisible()
    if (javaScriptEnabled) await lookAt(tab)
    await send(page)
    await expect(page.getByText('First prove who you are, in one of the ways below.')).toBeVisible()
    await expect(page.getByLabel('E-mail')).toHaveValue(`${chief}.guest@bank.example`)

    await provider.kill()
    await tab.goto('/sign-in/sso?again=1')
    await expect(tab).toHaveURL(`${web.origin}/admin/account?error=away`)
    await expect(said.filter({ hasText: 'Your organisation’s sign-in does not answer' })).toBeVisible()
    await end()
  })
