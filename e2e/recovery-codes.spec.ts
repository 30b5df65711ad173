import { readFile } from 'node:fs/promises'
import { generate } from 'otplib'
import { expect, test } from './fixtures.ts'
import { makeColleague } from './pages/colleague.ts'
import { addDevice } from './pages/device.ts'
import { lookAt } from './pages/look.ts'
import { enterConsole, trySignIn } from './pages/staff.ts'

/** "28 Nov 2026", as people in India read the day. */
const today = (): string =>
  new Intl.DateTimeFormat('en-IN', { dateStyle: 'medium', timeZone: 'Asia/Kolkata' }).format(new Date())

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled })

    test('a first app comes with recovery codes, shown once, to be kept before going on [A-08]', async ({
      page,
      stack,
      otherBrowser,
    }) => {
      await enterConsole(page, stack)
      const email = `meena-${javaScriptEnabled}@bank.example`
      await stack.db.query(
        `insert into staff (id, email, name, role, password_hash, created_at)
         select $1, $2, 'Meena Nair', 'operator', password_hash, now() from staff where email = 'asha@bank.example'`,
        [`stf_meena_${javaScriptEnabled}`, email],
      )
      const meena = await (await otherBrowser()).newPage()
      await trySignIn(meena, undefined, email)
      const secret = ((await meena.locator('code').textContent()) ?? '').replaceAll(' ', '')
      await meena.locator('#code').fill('000000')
      await meena.getByRole('button', { name: 'Turn on and continue' }).click()
      await expect(meena.getByRole('alert').filter({ hasText: 'did not match' })).toBeVisible()
      await meena.locator('#code').fill(await generate({ secret }))
      await meena.getByRole('button', { name: 'Turn on and continue' }).click()

      await expect(meena.getByRole('heading', { level: 1, name: 'Keep your recovery codes' })).toBeVisible()
      await expect(meena).toHaveTitle(/^Keep your recovery codes/)
      const codes = await meena.getByRole('status').getByRole('listitem').allTextContents()
      expect(codes).toHaveLength(10)
      await expect(meena.locator('#code')).toHaveCount(0)
      const fetched = meena.waitForEvent('download')
      await meena.getByRole('link', { name: 'Download as a text file' }).click()
      const head = ['Recovery codes, Demo Bank', `${stack.origin}/admin`, email, `Made on ${today()}`]
      expect(await readFile(await (await fetched).path(), 'utf8')).toBe(`${[...head, '', ...codes].join('\n')}\n`)
      await expect(meena.getByText(head[0] ?? '', { exact: true }), 'a screen says it around the codes').toBeHidden()
      await meena.emulateMedia({ media: 'print' })
      for (const line of head) await expect(meena.getByText(line, { exact: true }), 'on paper').toBeVisible()
      await meena.emulateMedia({ media: null })
      await expect(meena.getByRole('button', { name: 'Print' })).toHaveCount(javaScriptEnabled ? 1 : 0)
      if (javaScriptEnabled) await lookAt(meena, 'recovery codes')

      await meena.getByRole('link', { name: 'I have kept them' }).click()
      await expect(meena).toHaveURL(/\/admin\?said=app_on$/)
      await expect(meena.getByText('Your authenticator app is on.')).toBeVisible()
      await expect(meena.getByText('sign-ins were ended')).toHaveCount(0)
      await meena.goto('/admin/account')
      await expect(meena.getByText('10 codes left')).toBeVisible()
      await meena.goto('/sign-in/second')
      await expect(meena).toHaveURL(/\/admin$/)
      expect(await meena.content()).not.toContain(codes[0])

      await meena.context().clearCookies()
      await trySignIn(meena, undefined, email)
      await meena.locator('#code').fill(codes[0] ?? '')
      await meena.getByRole('button', { name: 'Sign in', exact: true }).click()
      await expect(meena).toHaveURL(/\/admin$/)
    })
  })
}

test('a first passkey comes with recovery codes too, which stand in for it [A-08]', async ({
  page,
  stack,
  otherBrowser,
}) => {
  await enterConsole(page, stack)
  const email = 'tara@bank.example'
  await stack.db.query(
    `insert into staff (id, email, name, role, password_hash, created_at)
     select 'stf_tara', $1, 'Tara Bose', 'operator', password_hash, now() from staff where email = 'asha@bank.example'`,
    [email],
  )
  const tara = await (await otherBrowser()).newPage()
  await addDevice(tara)
  await trySignIn(tara, undefined, email)
  await tara.getByLabel('Name of this device').fill('Tara’s laptop')
  await tara.getByRole('button', { name: 'Create a passkey and continue' }).click()

  await expect(tara.getByRole('heading', { level: 1, name: 'Keep your recovery codes' })).toBeVisible()
  await expect(tara).toHaveTitle(/^Keep your recovery codes/)
  await expect(tara.getByText('Your passkey is on.')).toBeVisible()
  await expect(tara.getByText('authenticator app', { exact: false }).locator('visible=true')).toHaveCount(0)
  const codes = await tara.getByRole('status').getByRole('listitem').allTextContents()
  expect(codes).toHaveLength(10)
  await expect(tara.locator('form'), 'nothing is left to fill in').toHaveCount(0)
  await lookAt(tara, 'recovery codes of a passkey')

  await tara.getByRole('link', { name: 'I have kept them' }).click()
  await expect(tara).toHaveURL(/\/admin\?said=passkey_on$/)
  await expect(tara.getByText('Your passkey is on.')).toBeVisible()
  await tara.goto('/admin/account')
  await expect(tara.getByText('10 codes left')).toBeVisible()
  await expect(tara.getByText('Tara’s laptop', { exact: true })).toBeVisible()

  await tara.context().clearCookies()
  await trySignIn(tara, undefined, email)
  await tara.locator('#code').fill(codes[0] ?? '')
  await tara.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(tara).toHaveURL(/\/admin$/)
})

test('a colleague whose role asks for no second factor gets the codes with the first one they add, and not with the next [A-08]', async ({
  page,
  stack,
}) => {
  await enterConsole(page, stack)
  const { cookie } = await makeColleague(stack, 'viewer')
  const [name = '', value = ''] = cookie.split('=')
  await page.context().clearCookies()
  await page.context().addCookies([{ name, value, url: stack.origin }])
  await addDevice(page)
  await page.goto('/admin/account')
  await page.getByLabel('Name of this device').fill('First key')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(page.getByRole('status').getByRole('listitem')).toHaveCount(10)
  await expect(page.getByText('First key', { exact: true })).toBeVisible()
  await expect(page.getByText('10 codes left')).toBeVisible()
  await lookAt(page, 'recovery codes of a first passkey on the account page')
  await page.getByRole('link', { name: 'I have kept them' }).click()
  await expect(page.getByText('The passkey was added.')).toBeVisible()
  await expect(page.getByText('was ended')).toHaveCount(0)

  await page.goto('/admin/account/app')
  const secret = ((await page.locator('code').textContent()) ?? '').replaceAll(' ', '')
  await page.locator('#code').fill(await generate({ secret }))
  await page.getByRole('button', { name: 'Turn on', exact: true }).click()
  await expect(page).toHaveURL(/\/admin\/account\?said=app_added$/)
  await expect(page.getByText('Your authenticator app is on.')).toBeVisible()
  await expect(page.getByText('10 codes left')).toBeVisible()
})

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'the account with scripts' : 'the account without scripts', () => {
    test.use({ javaScriptEnabled })

    test('a first app on the account page comes with the codes, and tells of the other sign-ins it ended [A-02] [A-08]', async ({
      page,
      stack,
    }) => {
      await enterConsole(page, stack)
      const { cookie, staffId } = await makeColleague(stack, 'viewer')
      await stack.db.query(
        `insert into staff_sign_ins (sid, staff_id, session_version, created_at, last_seen_at, passed_at)
         values ($1 || '_other', $1, 1, now(), now(), now())`,
        [staffId],
      )
      const [name = '', value = ''] = cookie.split('=')
      await page.context().clearCookies()
      await page.context().addCookies([{ name, value, url: stack.origin }])
      await page.goto('/admin/account/app')
      const secret = ((await page.locator('code').textContent()) ?? '').replaceAll(' ', '')
      await page.locator('#code').fill(await generate({ secret }))
      await page.getByRole('button', { name: 'Turn on', exact: true }).click()
      await expect(page.getByRole('status').getByRole('listitem')).toHaveCount(10)
      await expect(page.locator('code'), 'the key of the app is gone from the page').toHaveCount(0)
      await page.getByRole('link', { name: 'I have kept them' }).click()
      await expect(page.getByText('Your authenticator app is on.')).toBeVisible()
      await expect(page.getByText('Your other sign-in was ended.')).toBeVisible()
      await expect(page.getByText('10 codes left')).toBeVisible()
    })
  })
