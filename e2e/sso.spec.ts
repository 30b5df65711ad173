import type { Browser, Page } from 'playwright/test'
import { freePort } from '../scripts/free-port.ts'
import type { Stack, Web } from '../scripts/stack.ts'
import { expect, test } from './fixtures.ts'

type World = { web: Web; provider: Web; page: Page }

/** A product that trusts a real identity provider, and a browser that may visit both. */
const startWorld = async (stack: Stack, browser: Browser, javaScriptEnabled: boolean): Promise<World> => {
  const [port, providerPort] = [await freePort(), await freePort()]
  const origin = `http://localhost:${port}`
  const client = { CLIENT_ID: 'swikriti', CLIENT_SECRET: 'a secret of the identity provider' }
  const provider = await stack.startBeside('e2e/identity-provider.ts', {
    ...client,
    PORT: String(providerPort),
    REDIRECT_URI: `${origin}/api/auth/callback/sso`,
  })
  const web = await stack.startWeb({
    PORT: String(port),
    PUBLIC_ORIGIN: origin,
    OIDC_ISSUER: provider.origin,
    OIDC_CLIENT_ID: client.CLIENT_ID,
    OIDC_CLIENT_SECRET: client.CLIENT_SECRET,
    OIDC_ROLES: 'kyc_team=operator',
  })
  const context = await browser.newContext({ baseURL: origin, javaScriptEnabled })
  return { web, provider, page: await context.newPage() }
}

/** Through the pages of the identity provider, as somebody else each time. */
const comeBackAs = async (page: Page, login: string): Promise<void> => {
  await page.context().clearCookies()
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Sign in with your organisation' }).click()
  await page.locator('input[name="login"]').fill(login)
  await page.locator('input[name="password"]').fill('any')
  await page.getByRole('button', { name: /sign-in/i }).click()
  await page.getByRole('button', { name: /continue/i }).click()
}

for (const javaScriptEnabled of [true, false])
  test(`colleagues sign in with a real OpenID provider, ${javaScriptEnabled ? 'with' : 'without'} scripts, into a sign-in that can be ended [A-02] [A-10]`, async ({
    stack,
    browser,
  }) => {
    const { web, provider, page } = await startWorld(stack, browser, javaScriptEnabled)
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
    await expect(page.getByText('Signing in with your organisation did not work.')).toBeVisible()
    expect((await page.goto('/admin'))?.url()).toBe(`${web.origin}/sign-in`)

    await page.context().close()
    await Promise.all([web.kill(), provider.kill()])
  })

test('an answer of the identity provider that this browser did not ask for is refused [A-11]', async ({
  stack,
  browser,
}) => {
  const { web, provider, page } = await startWorld(stack, browser, false)
  const asked = await page.request.get('/sign-in/sso', { maxRedirects: 0 })
  const question = new URL(asked.headers().location ?? '')
  expect(question.origin).toBe(provider.origin)
  for (const name of ['state', 'nonce', 'code_challenge'])
    expect(question.searchParams.get(name), name).toMatch(/.{32}/)
  expect(question.searchParams.get('code_challenge_method')).toBe('S256')
  for (const query of ['', '?code=x', `?code=x&state=${'s'.repeat(43)}`, '?error=access_denied']) {
    await page.goto(`/api/auth/callback/sso${query}`)
    await expect(page).toHaveURL(new RegExp(`^${web.origin}/sign-in`))
    await expect(page.getByText('Signing in with your organisation did not work.')).toBeVisible()
  }
  expect((await page.request.get('/api/auth/callback/credentials', { maxRedirects: 0 })).status()).toBe(404)
  await page.context().close()
  await Promise.all([web.kill(), provider.kill()])
})
