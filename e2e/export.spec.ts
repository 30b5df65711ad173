import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import type { Page } from 'playwright/test'
import type { Stack } from '../scripts/stack.ts'
import { expect, test } from './fixtures.ts'
import { setRole, twoColleagues } from './pages/colleagues.ts'
import { lookAt } from './pages/look.ts'
import { enterConsole } from './pages/staff.ts'

test.use({ room: 'export' })

/** Rows as the list reads them, from one prefix so that each test has its own. */
const fill = (stack: Stack, prefix: string, count: number): Promise<unknown> =>
  stack.db.query(
    `insert into kyc_sessions (id, reference, handle, nonce_hash, start_key_hash, owner_id, status, flow, doc_types, options,
       consent_expiry, locale, browser_class, data_key, documents_consented, created_at)
     select 'kyc_' || $1 || lpad(n::text, 18, '0'), 'SW-' || $1 || lpad(n::text, 2, '0'), $1 || n, sha256(($1 || 'n' || n)::bytea),
       sha256(($1 || 's' || n)::bytea), 'own_x', 'partial', 'signup', '{pan,driving_license}', '{}', now(), 'en', 'desktop', 'key',
       '{pan}', timestamptz '2026-04-01' + n * interval '1 second'
     from generate_series(1, $2::int) n on conflict do nothing`,
    [prefix, count],
  )

const atWork = async (stack: Stack): Promise<number> => {
  const { rows } = await stack.db.query(
    `select count(*)::int as n from pg_stat_activity
     where datname = current_database() and application_name = 'swikriti_export'`,
  )
  return rows[0].n
}

const ask = async (page: Page, query: string): Promise<void> => {
  await page.goto(`/admin/sessions/export?${query}`)
  await page.getByLabel('Why do you need it?').fill('Comparison with our own books')
  await page.getByRole('button', { name: 'Continue to the download' }).click()
  await expect(page.getByRole('button', { name: 'Download the file' })).toBeVisible()
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'an export with scripts' : 'an export without scripts', () => {
    test.use({ javaScriptEnabled })

    test('is asked for with a reason, taken once, and says afterwards how it went [G-04, G-08]', async ({
      page,
      stack,
    }) => {
      await enterConsole(page, stack)
      await fill(stack, 'AAAA', 30)
      await page.goto('/admin/sessions?status=partial&flow=signup')
      await page.getByRole('link', { name: /export/i }).click()
      await expect(page.getByText('Creates one')).toBeVisible()
      await expect(page.getByRole('radio', { name: /^CSV/ })).toBeChecked()
      await page.getByLabel('Why do you need it?').fill('too short')
      await page.getByRole('button', { name: 'Continue to the download' }).click()
      await expect(page.getByText('Write at least 10 characters')).toBeVisible()
      await expect(page.getByLabel('Why do you need it?')).toHaveValue('too short')
      await page.getByLabel('Why do you need it?').fill('Comparison with our own books')
      await page.getByRole('button', { name: 'Continue to the download' }).click()

      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Download the file' }).click(),
      ])
      expect(download.suggestedFilename()).toMatch(/^sessions-\d{8}T\d{6}Z\.csv$/)
      const text = await readFile(await download.path(), 'utf8')
      const rows: Record<string, string>[] = parse(text, { columns: true, recordDelimiter: '\r\n' })
      expect(rows[0]?.reference).toMatch(/^Exported by Asha Rao \(stf_/)
      const count = new Intl.NumberFormat('en-IN').format(rows.length - 2)
      expect(rows.at(-1)?.reference).toBe(`End of export: ${count} rows`)
      expect(rows.slice(1, -1).every((row) => row.state === 'partial' && row.flow === 'signup')).toBe(true)
      expect(rows.slice(1, -1).length).toBeGreaterThanOrEqual(30)

      // Without scripts a page cannot know that its answer was a file.
      if (!javaScriptEnabled) await page.reload()
      await expect(
        page.getByRole('status').filter({ hasText: `The file was downloaded: ${count} rows.` }),
        // The page looks after one, three, eight and twenty seconds.
      ).toBeVisible({ timeout: 25_000 })
      await expect(page.getByRole('button', { name: 'Download the file' })).toHaveCount(0)
    })

    test('leaves nothing at work behind when its connection is cut', async ({ page, stack }) => {
      await enterConsole(page, stack)
      await fill(stack, 'BBBB', 200_000)
      await ask(page, 'status=partial')
      const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
      const reader = new AbortController()
      const answer = await fetch(`${page.url()}/file`, {
        method: 'POST',
        headers: { cookie, origin: stack.origin, 'content-type': 'application/x-www-form-urlencoded' },
        signal: reader.signal,
      })
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment/)
      const body = answer.body?.getReader()
      const first = await body?.read()
      expect(new TextDecoder().decode(first?.value)).toMatch(/^reference,id,state/)
      await expect.poll(() => atWork(stack)).toBe(1)
      reader.abort()
      await expect.poll(() => atWork(stack)).toBe(0)
      // The last row is written after the cursor is closed.
      await expect(async () => {
        await page.reload()
        await expect(page.getByText('The download was cut after')).toBeVisible({ timeout: 1_000 })
      }).toPass()
    })
  })
}

test('the way out is closed to whoever may not take it, on every road [A-10, N-02]', async ({
  page,
  stack,
  otherBrowser,
}) => {
  const { asha, ravi, email } = await twoColleagues(page, stack, otherBrowser)
  await ask(asha, 'status=held')
  const file = `${asha.url()}/file`
  const post = (who: Page, origin = stack.origin) => who.request.post(file, { headers: { origin }, maxRedirects: 0 })
  expect((await ravi.goto('/admin/sessions/export'))?.status()).toBe(404)
  expect((await post(ravi)).status()).toBe(404)
  expect((await post(asha, 'https://evil.example')).status()).toBe(403)
  const nobody = await (await otherBrowser()).newPage()
  const sent = await post(nobody)
  expect([sent.status(), sent.headers().location]).toEqual([303, '/sign-in'])
  // Another colleague who may export has no part in this one.
  await setRole(stack, email, 'admin')
  expect((await ravi.goto(asha.url()))?.status()).toBe(404)
  expect((await post(ravi)).headers().location).toBe(new URL(asha.url()).pathname)
  expect((await post(asha)).status()).toBe(200)
  expect((await post(asha)).headers().location).toBe(new URL(asha.url()).pathname)
})

test('the pages of an export are free of axe findings at both sizes and in both themes', async ({ page, stack }) => {
  await enterConsole(page, stack)
  await page.goto('/admin/sessions/export?status=held&from=2026-05-01&flow=nonsense')
  await lookAt(page)
  await ask(page, '')
  await lookAt(page)
  await page.goto(`${page.url()}?said=busy`)
  await lookAt(page)
})
