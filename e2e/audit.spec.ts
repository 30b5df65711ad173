import type { Page } from 'playwright/test'
import { expect, test } from './fixtures.ts'
import { lookAt } from './pages/look.ts'
import { enterConsole } from './pages/staff.ts'
import { StartPage } from './pages/start-page.ts'

/** Rows of the trail about a session that somebody has just started. */
const someRows = async (open: () => Promise<Page>): Promise<void> => {
  const person = new StartPage(await open())
  await person.page.goto('/')
  await person.leave({ documents: ['PAN'] })
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'the trail with scripts' : 'the trail without scripts', () => {
    test.use({ javaScriptEnabled })

    test('an auditor searches it, opens a row and sees its proof [G-01]', async ({ page, stack, otherBrowser }) => {
      await enterConsole(page, stack)
      await someRows(async () => (await otherBrowser()).newPage())
      await page.goto('/admin/audit')
      await page.getByLabel('What').selectOption('session.started')
      await page.getByLabel('Who').selectOption({ label: 'People' })
      await page.getByRole('button', { name: 'Show' }).click()
      await expect(page).toHaveURL(/who=person&action=session\.started/)
      await page.locator('tbody a').first().click()
      await expect(page.getByRole('heading', { level: 1, name: /^Audit row #\d/ })).toBeVisible()
      await expect(page.getByText('Fits what is written here')).toBeVisible()
      await page.getByRole('link', { name: 'All rows about this' }).click()
      await expect(page.locator('tbody').getByText('consent.given')).toBeVisible()
    })

    test('a search that means nothing shows all rows and says so', async ({ page, stack }) => {
      await enterConsole(page, stack)
      await page.goto('/admin/audit?who=%27%20or%201&action=nothing&about=x&from=2026-02-30&after=zzz')
      await expect(page.getByRole('status').filter({ hasText: 'was left out' })).toBeVisible()
      await expect(page.locator('tbody tr').first()).toBeVisible()
      await expect(page.getByRole('main').getByRole('link', { name: /export/i }), 'a file of everything').toHaveCount(0)
      await page.goto('/admin/audit?after=zzz')
      await expect(page.getByRole('status').filter({ hasText: 'These are the newest rows.' })).toBeVisible()
    })

    test('rows leave the house with a reason, and the trail says who took them [G-04]', async ({ page, stack }) => {
      await enterConsole(page, stack)
      await page.goto('/admin/audit?action=staff.signed_in')
      await page.getByRole('link', { name: 'Export these rows' }).click()
      await page.getByLabel('Why do you need it?').fill('short')
      await page.getByRole('button', { name: 'Continue to the download' }).click()
      await expect(page.getByText('Write at least 10 characters')).toBeVisible()
      await expect(page.getByLabel('Why do you need it?')).toHaveValue('short')
      await page.getByLabel('Why do you need it?').fill('Yearly audit of sign-ins')
      await page.getByRole('button', { name: 'Continue to the download' }).click()
      const waiting = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Download the file' }).click()
      const download = await waiting
      expect(download.suggestedFilename()).toMatch(/^audit-.*\.jsonl$/)
      const chunks: Buffer[] = []
      for await (const chunk of await download.createReadStream()) chunks.push(chunk)
      const lines = Buffer.concat(chunks).toString().trimEnd().split('\n')
      const rows = lines.map((line) => JSON.parse(line)).filter((line) => 'seq' in line)
      expect(rows.length).toBeGreaterThan(0)
      expect(rows.every(({ action }) => action === 'staff.signed_in')).toBe(true)
      await page.goto('/admin/audit?action=export.finished')
      await expect(page.locator('tbody tr').first()).toContainText('Asha Rao')
    })
  })
}

test('the chain says how far it is intact, and names the first bad row once somebody has been at it [G-02]', async ({
  page,
  stack,
}) => {
  await enterConsole(page, stack)
  const notice = page.getByText(/^Chain intact up to #\d/)
  await expect(async () => {
    await page.goto('/admin/audit')
    await expect(notice).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 30_000 })
  const client = await stack.db.connect()
  // Whatever this worker did before, the first colleague was made once.
  const { rows } = await client.query<{ seq: string }>(
    `select min(seq) as seq from audit_events where action = 'staff.created'`,
  )
  const seq = rows[0]?.seq ?? ''
  const as = (crime: string) => client.query(`begin; set local session_replication_role = replica; ${crime}; commit`)
  try {
    await as(
      `update audit_events set body = replace(body, '"action":"staff.created"', '"action":"staff.creatad"') where seq = ${seq}`,
    )
    await page.goto(`/admin/audit/${seq}`)
    await expect(page.getByRole('alert').filter({ hasText: 'Changed after it was written' })).toBeVisible()
    await page.goto('/admin/audit?action=staff.created')
    await expect(page.getByRole('alert').filter({ hasText: `First bad row here: #${seq}.` })).toBeVisible()
  } finally {
    await as(
      `update audit_events set body = replace(body, '"action":"staff.creatad"', '"action":"staff.created"') where seq = ${seq}`,
    )
    client.release()
  }
})

test('every page of the trail is free of axe findings, at both sizes and in both themes', async ({ page, stack }) => {
  // Eight looks by axe, each a second or ten, as busy as the machine is.
  test.slow()
  await enterConsole(page, stack)
  for (const path of ['/admin/audit', '/admin/audit?who=setup&after=x', '/admin/audit/1', '/admin/audit/export']) {
    await page.goto(path)
    await lookAt(page)
  }
})

test('the trail is closed to whoever is not signed in, its file too [N-02, A-10]', async ({ request, stack }) => {
  for (const road of [
    '/admin/audit',
    '/admin/audit/1',
    '/admin/audit/export',
    '/admin/audit/export/exp_AAAAAAAAAAAAAAAAAAAAAA',
  ]) {
    const answer = await request.get(road, { maxRedirects: 0 })
    expect(await answer.text(), road).not.toContain('Chain intact')
    expect(answer.status() === 307 || (await answer.text()).includes('/sign-in'), road).toBe(true)
  }
  const file = '/admin/audit/export/exp_AAAAAAAAAAAAAAAAAAAAAA/file'
  const post = (origin: string) => request.post(file, { headers: { origin }, maxRedirects: 0 })
  expect((await post('https://evil.example')).status()).toBe(403)
  expect((await post(stack.origin)).headers().location).toBe('/sign-in')
})
