import type { Page } from 'playwright/test'
import { expect, test } from './fixtures.ts'
import { lookAt } from './pages/look.ts'
import { enterConsole } from './pages/staff.ts'
import { StartPage } from './pages/start-page.ts'

test.use({ room: 'overview' })

/** So that there is something to count; the day lies long before any of this test's own sessions. */
const oneSession = `insert into kyc_sessions (id, reference, handle, nonce_hash, start_key_hash, owner_id, status, flow,
    doc_types, options, consent_expiry, locale, browser_class, data_key, created_at)
  select 'kyc_of_february', 'SW-FEBR-UA', 'handle_of_february', 'n', 's', 'own_x', 'failed', 'signin', '{pan}', '{}',
    '2026-02-01', 'en', 'desktop', 'none', '2026-02-01T10:00:00Z'
  on conflict do nothing`

const tile = (page: Page, name: string) => page.locator('dl').first().locator('div').filter({ hasText: name })

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'the overview with scripts' : 'the overview without scripts', () => {
    test.use({ javaScriptEnabled })

    test('counts a person from the start button on, and its figure leads to just that session', async ({
      page,
      stack,
      otherBrowser,
    }) => {
      await enterConsole(page, stack)
      const person = new StartPage(await (await otherBrowser()).newPage())
      await person.page.goto('/')
      await person.leave({ documents: ['PAN'] })
      await page.goto('/admin')
      const { rows } = await stack.db.query<{ started: number }>(
        `select count(*)::int as started from kyc_sessions where status <> 'declined'
           and created_at >= date_trunc('day', now() at time zone 'Asia/Kolkata') at time zone 'Asia/Kolkata'`,
      )
      await expect(tile(page, 'Started').getByRole('link')).toHaveText(String(rows[0]?.started))
      await expect(page.getByRole('heading', { name: 'How far people got' })).toBeVisible()
      await tile(page, 'Started').getByRole('link').click()
      await expect(page).toHaveURL(/\/admin\/sessions\?outcome=started&from=\d{4}-\d\d-\d\d&until=\d{4}-\d\d-\d\d$/)
      await expect(page.locator('tbody tr')).toHaveCount(Math.min(25, rows[0]?.started ?? 0))
    })

    test('shows other days by a plain form, says what is wrong with them and keeps what was typed', async ({
      page,
      stack,
    }) => {
      await enterConsole(page, stack)
      await stack.db.query(oneSession)
      await page.goto('/admin?from=2026-02-03&to=2026-02-01')
      await expect(page.getByText('Choose a first day that is not after the last one.')).toBeVisible()
      await expect(page.getByLabel('From', { exact: true })).toHaveValue('2026-02-03')
      await page.getByLabel('From', { exact: true }).fill('2026-02-01')
      await page.getByLabel('To', { exact: true }).fill('2026-02-02')
      await page.getByRole('button', { name: 'Show these days' }).click()
      await expect(page).toHaveURL(/\/admin\?from=2026-02-01&to=2026-02-02$/)
      await expect(page.getByText('Sessions started 1 Feb 2026 to 2 Feb 2026')).toBeVisible()
      await page.goto("/admin?days=9'--")
      await expect(page.getByRole('status').filter({ hasText: 'These are the last 7 days.' })).toBeVisible()
    })
  })
}

test('every state of the overview is free of axe findings, at both sizes and in both themes', async ({
  page,
  stack,
}) => {
  test.slow()
  await enterConsole(page, stack)
  if ((await page.getByRole('heading', { name: 'Five steps to the first session' }).count()) > 0) await lookAt(page)
  await stack.db.query(oneSession)
  for (const path of ['/admin', '/admin?days=30', '/admin?from=2026-02-01&to=2026-02-01', '/admin?from=nonsense']) {
    await page.goto(path)
    for (const summary of await page.locator('main summary').all()) await summary.click()
    await lookAt(page)
  }
})

test('charts bring no library to the browser and no style attribute to the page', async ({ page, stack, request }) => {
  await enterConsole(page, stack)
  await stack.db.query(oneSession)
  await page.goto('/admin?from=2026-02-01&to=2026-02-01')
  await expect(page.getByRole('img', { name: /^Bars of the sessions/ })).toBeVisible()
  // As it is sent: Next's own announcer hides itself by script once the page runs.
  expect(await (await page.request.get(page.url())).text()).not.toMatch(/<[^>]+\sstyle=/)
  expect(await page.locator('main [style]').count()).toBe(0)
  const scripts = await page
    .locator('script[src]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('src') ?? ''))
  expect(scripts.length).toBeGreaterThan(0)
  for (const src of scripts) expect(await (await request.get(src)).text(), src).not.toMatch(/scaleBand|paddingInner/)
})
