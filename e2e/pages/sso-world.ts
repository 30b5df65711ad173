import type { Browser, Page } from 'playwright/test'
import { freePort } from '../../scripts/free-port.ts'
import type { Stack, Web } from '../../scripts/stack.ts'

/** A product that trusts a real identity provider, and a browser that may visit both. */
export type SsoWorld = {
  /** The product under test as it is known at this address. */
  stack: Stack
  web: Web
  provider: Web
  page: Page
  /** The same identity provider at the same address, after it was away. @param over on top of its settings */
  startProvider: (over?: Record<string, string>) => Promise<Web>
  end: () => Promise<void>
}

type Wish = { javaScriptEnabled: boolean; over?: Record<string, string>; provider?: Record<string, string> }

export const startSsoWorld = async (stack: Stack, browser: Browser, wish: Wish): Promise<SsoWorld> => {
  const [port, providerPort] = [await freePort(), await freePort()]
  const origin = `http://localhost:${port}`
  const client = { CLIENT_ID: 'swikriti', CLIENT_SECRET: 'a secret of the identity provider' }
  const startProvider = (over: Record<string, string> = {}) =>
    stack.startBeside('e2e/identity-provider.ts', {
      ...client,
      PORT: String(providerPort),
      REDIRECT_URI: `${origin}/api/auth/callback/sso`,
      ...over,
    })
  const provider = await startProvider(wish.provider)
  const web = await stack.startWeb({
    PORT: String(port),
    PUBLIC_ORIGIN: origin,
    OIDC_ISSUER: provider.origin,
    OIDC_CLIENT_ID: client.CLIENT_ID,
    OIDC_CLIENT_SECRET: client.CLIENT_SECRET,
    OIDC_ROLES: 'kyc_team=operator,kyc_admins=admin',
    ...wish.over,
  })
  const context = await browser.newContext({ baseURL: origin, javaScriptEnabled: wish.javaScriptEnabled })
  return {
    stack: { ...stack, origin, web },
    web,
    provider,
    page: await context.newPage(),
    startProvider,
    end: async () => {
      await context.close()
      await Promise.all([web.kill(), provider.kill()])
    },
  }
}

/** At the pages of the identity provider, which ask who is there and whether that may be told. */
export const passProvider = async (page: Page, login: string): Promise<void> => {
  await page.locator('input[name="login"]').fill(login)
  await page.locator('input[name="password"]').fill('any')
  await page.getByRole('button', { name: /sign-in/i }).click()
  await page.getByRole('button', { name: /continue/i }).click()
}

export const pressSso = async (page: Page): Promise<void> => {
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Sign in with your organisation' }).click()
}

/** Through the pages of the identity provider, as somebody else each time. */
export const comeBackAs = async (page: Page, login: string): Promise<void> => {
  await page.context().clearCookies()
  await pressSso(page)
  await passProvider(page, login)
}
