import { expect, test } from './fixtures.ts'
import { lookAt } from './pages/look.ts'
import { signIn, trySignIn } from './pages/staff.ts'
import { StartPage } from './pages/start-page.ts'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'staff with scripts' : 'staff without scripts', () => {
    test.use({ javaScriptEnabled })

    test('staff set up, sign in, find a session, look at it and check it [A-05]', async ({
      page,
      stack,
      simulator,
      otherBrowser,
    }) => {
      await signIn(page, stack)
      const person = new StartPage(await (await otherBrowser()).newPage())
      await person.page.goto('/')
      await person.leave({ documents: ['PAN'] })
      const [init] = await simulator.calls({ endpoint: 'init' })

      await page.getByLabel('Reference, session_id, address or number').fill(init?.session_id ?? 'none')
      await page.getByRole('banner').getByRole('button', { name: 'Find' }).click()
      await expect(page.getByRole('heading', { level: 1, name: /^Session SW-/ })).toBeVisible()
      await expect(page.getByText(init?.session_id ?? 'none')).toBeVisible()
      expect(page.url()).not.toContain(init?.session_id ?? 'none')

      await page.getByRole('button', { name: 'Check now' }).click()
      await expect(page.getByRole('status').filter({ hasText: 'nothing new yet' })).toBeVisible()
      await page.getByRole('link', { name: 'Cancel this session' }).click()
      await page.getByLabel('Why do you cancel it?').fill('She chose the wrong account')
      await page.getByRole('button', { name: 'Cancel 1 session' }).click()
      await expect(page.getByText('1 session cancelled.')).toBeVisible()
      await expect(page.getByText('She chose the wrong account')).toBeVisible()
      expect((await page.content()).includes('authorize?')).toBe(false)
    })

    test('a wrong password keeps the address that was typed and names no reason [A-07]', async ({ page, stack }) => {
      await signIn(page, stack)
      await page.context().clearCookies()
      await trySignIn(page, 'not the password')
      await expect(page.getByText('That did not match.')).toBeVisible()
      await expect(page.getByLabel('E-mail')).toHaveValue('asha@bank.example')
      await expect(page.getByLabel('Password')).toHaveValue('')
      await expect(page).toHaveTitle(/^Problem: /)
    })

    test('a copied cookie is worth nothing after sign-out [A-02]', async ({ page, stack, otherBrowser }) => {
      await signIn(page, stack)
      const copied = await page.context().cookies()
      await page.locator('header summary').click()
      await page.getByRole('button', { name: 'Sign out' }).click()
      await expect(page.getByText('You are signed out.')).toBeVisible()
      const thief = await otherBrowser()
      await thief.addCookies(copied)
      const stolen = await thief.newPage()
      await stolen.goto('/admin/sessions')
      await expect(stolen).toHaveURL(/\/sign-in$/)
    })
  })
}

test('the console is closed to whoever is not signed in, on every road to it [N-02, A-11]', async ({ request }) => {
  const roads = ['/admin', '/admin/sessions', '/admin/sessions/kyc_AAAAAAAAAAAAAAAAAAAAAA', '/admin/../admin/sessions']
  const disguises = [
    {},
    { RSC: '1' },
    { authorization: 'Bearer %E0%A4%A' },
    { 'x-middleware-subrequest': 'proxy:proxy' },
  ]
  for (const road of roads)
    for (const headers of disguises) {
      const answer = await request.get(road, { headers, maxRedirects: 0 })
      expect(
        answer.status() >= 300 || (await answer.text()).includes('/sign-in'),
        `${road} ${JSON.stringify(headers)}`,
      ).toBe(true)
      expect(await answer.text()).not.toContain('Last event')
    }
})

test('next-auth leads nowhere but into the console and opens no other door [A-11]', async ({ request, stack }) => {
  const ours = { origin: stack.origin }
  for (const evil of ['https://evil.example', '//evil.example', 'javascript:alert(1)', '/\\evil.example']) {
    const answer = await request.get('/api/auth/signin', { params: { callbackUrl: evil }, maxRedirects: 0 })
    expect(answer.headers().location ?? '', evil).not.toContain('evil')
  }
  for (const door of ['providers', '_log', 'verify-request', 'callback/credentials'])
    expect((await request.get(`/api/auth/${door}`, { maxRedirects: 0 })).status(), door).toBe(404)
  expect((await request.post('/api/auth/_log', { headers: ours, data: {} })).status()).toBe(404)
  const foreign = { origin: 'https://evil.example' }
  for (const door of ['/api/auth/signout', '/admin/sign-out'])
    expect((await request.post(door, { headers: foreign, maxRedirects: 0 })).status(), door).toBe(403)
})

test("next-auth's own callback signs in by the same verb and sets its cookie for no script [A-01] [A-08]", async ({
  page,
  stack,
  request,
}) => {
  await signIn(page, stack)
  const { csrfToken } = await (await request.get('/api/auth/csrf')).json()
  const post = (password: string) =>
    request.post('/api/auth/callback/credentials', {
      form: { email: 'asha@bank.example', password, csrfToken, callbackUrl: 'https://evil.example/' },
      headers: { origin: stack.origin },
      maxRedirects: 0,
    })
  const cookieOf = async (answer: Awaited<ReturnType<typeof post>>) =>
    answer
      .headersArray()
      .find(({ name, value }) => name.toLowerCase() === 'set-cookie' && value.includes('session-token'))
  expect(await cookieOf(await post('not the password'))).toBeUndefined()
  const answer = await post('lantern orbit pickle 42')
  expect(answer.headers().location).toBe(`${stack.origin}/admin`)
  expect((await cookieOf(answer))?.value).toMatch(/HttpOnly; SameSite=Lax/i)
  // The password alone opens nothing but the second step.
  const inside = await request.get('/admin/sessions', { maxRedirects: 0 })
  expect(inside.headers().location).toBe('/sign-in/second')
})

test('every page of the console is free of axe findings, at both sizes and in both themes', async ({ page, stack }) => {
  test.setTimeout(120_000)
  await page.goto('/setup')
  await lookAt(page)
  await page.goto('/sign-in')
  await lookAt(page)
  await signIn(page, stack)
  for (const path of ['/admin', '/admin/sessions', '/admin/sessions?status=lost&after=garbage']) {
    await page.goto(path)
    await lookAt(page)
  }
})
