import { expect, test } from './fixtures.ts'
import { lookAt } from './pages/look.ts'
import { comeBackAs, startSsoWorld } from './pages/sso-world.ts'

for (const javaScriptEnabled of [true, false])
  test(`colleagues sign in with a real OpenID provider, ${javaScriptEnabled ? 'with' : 'without'} scripts, into a sign-in that can be ended [A-02] [A-10]`, async ({
    stack,
    browser,
  }) => {
    const { web, page, end } = await startSsoWorld(stack, browser, { javaScriptEnabled })
    const meena = `meena${javaScriptEnabled}`

    await comeBackAs(page, `${meena}-kyc_team`)
    await expect(page).toHaveURL(`${web.origin}/admin`)
    await page.goto('/admin/account')
    await expect(page.getByText(`${meena}@sso.example`)).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Password', exact: true })).toHaveCount(0)
    await stack.db.query("update staff_sign_ins set ended_at = now() where factor = 'sso'")
    await page.goto('/admin/sessions')
    await expect(page).toHaveURL(/\/sign-in$/)

    await comeBackAs(page, `stranger${javaScriptEnabled}-nothing`)
    await expect(page.getByText('You have no role here')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Sign in', exact: true }), 'the way back').toBeVisible()
    if (javaScriptEnabled) await lookAt(page)
    expect((await page.goto('/admin'))?.url()).toBe(`${web.origin}/sign-in`)
    await end()
  })

test('an answer of the identity provider that this browser did not ask for is refused, in words [A-11]', async ({
  stack,
  browser,
}) => {
  const { web, provider, page, end } = await startSsoWorld(stack, browser, { javaScriptEnabled: false })
  const asked = await page.request.get('/sign-in/sso', { maxRedirects: 0 })
  const question = new URL(asked.headers().location ?? '')
  expect(question.origin).toBe(provider.origin)
  for (const name of ['state', 'nonce', 'code_challenge'])
    expect(question.searchParams.get(name), name).toMatch(/.{32}/)
  expect(question.searchParams.get('code_challenge_method')).toBe('S256')
  const elsewhere = 'This sign-in was begun elsewhere, or too long ago'
  const stopped = 'Your organisation’s sign-in did not let you in'
  const answers = [
    ['', elsewhere],
    ['?code=x', elsewhere],
    [`?code=x&state=${'s'.repeat(43)}`, elsewhere],
    ['?error=access_denied', stopped],
    ['?error=server_error', 'Signing in with your organisation did not work'],
  ] as const
  for (const cookies of ['kept', 'lost'] as const) {
    if (cookies === 'lost') await page.context().clearCookies()
    for (const [query, words] of answers) {
      await page.goto(`/api/auth/callback/sso${query}`)
      await expect(page).toHaveURL(new RegExp(`^${web.origin}/sign-in\\?error=\\w+$`))
      await expect(page.getByText(words), `${query} with cookies ${cookies}`).toBeVisible()
      await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
    }
  }
  expect((await page.request.get('/api/auth/callback/credentials', { maxRedirects: 0 })).status()).toBe(404)
  await end()
})
