import { expect, test } from './fixtures.ts'
import { lookAt } from './pages/look.ts'
import { passProvider, pressSso, startSsoWorld } from './pages/sso-world.ts'
import { signIn } from './pages/staff.ts'

const away = 'Your organisation’s sign-in does not answer'

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with' : 'without'

  test(`while the identity provider is away a page says so, and the password of an administrator opens the console, ${how} scripts [A-10]`, async ({
    stack,
    browser,
  }) => {
    const world = await startSsoWorld(stack, browser, { javaScriptEnabled })
    const { page, provider, end } = world
    await pressSso(page)
    await expect(page.locator('input[name="login"]')).toBeVisible()
    await provider.kill()
    await pressSso(page)
    await expect(page).toHaveURL(`${world.web.origin}/sign-in?error=away`)
    await expect(page.getByRole('alert').filter({ hasText: away })).toBeVisible()
    await expect(page).toHaveTitle(/^Sign in/)
    if (javaScriptEnabled) await lookAt(page)
    await signIn(page, world.stack)
    await end()
  })

  test(`a provider that hangs or goes away half-way is told in words too, ${how} scripts [A-11]`, async ({
    stack,
    browser,
  }) => {
    const { page, provider, end } = await startSsoWorld(stack, browser, {
      javaScriptEnabled,
      provider: { DIES_AT: '/token' },
    })
    await page.goto('/sign-in')
    provider.process.kill('SIGSTOP')
    await pressSso(page)
    await expect(page.getByText(away)).toBeVisible({ timeout: 15_000 })
    provider.process.kill('SIGCONT')

    await pressSso(page)
    await passProvider(page, 'halfway-kyc_team')
    await expect(page.getByText(away)).toBeVisible()
    await end()
  })
}

test('a provider whose clock is ten minutes behind is told apart from one that is away [A-11]', async ({
  stack,
  browser,
}) => {
  const skew = {
    SKEW_MS: String(-10 * 60_000),
    ID_TOKEN_SECONDS: '60',
    NODE_OPTIONS: '--import ./e2e/matrix/clock-skew.mjs',
  }
  const { page, end } = await startSsoWorld(stack, browser, { javaScriptEnabled: true, provider: skew })
  await pressSso(page)
  await passProvider(page, 'behind-kyc_team')
  await expect(page.getByText('The clocks do not agree')).toBeVisible()
  await end()
})
