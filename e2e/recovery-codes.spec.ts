import { readFile } from 'node:fs/promises'
import { generate } from 'otplib'
import { expect, test } from './fixtures.ts'
import { lookAt } from './pages/look.ts'
import { enterConsole, trySignIn } from './pages/staff.ts'

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
      expect(await readFile(await (await fetched).path(), 'utf8')).toBe(`${codes.join('\n')}\n`)
      await expect(meena.getByRole('button', { name: 'Print' })).toHaveCount(javaScriptEnabled ? 1 : 0)
      if (javaScriptEnabled) await lookAt(meena, 'recovery codes')

      await meena.getByRole('link', { name: 'I have kept them' }).click()
      await expect(meena.getByText('Your authenticator app is on.')).toBeVisible()
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
