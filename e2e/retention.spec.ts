import type { Stack } from '../scripts/stack.ts'
import { expect, test } from './fixtures.ts'
import { lookAt } from './pages/look.ts'
import { enterConsole } from './pages/staff.ts'
import { StartPage } from './pages/start-page.ts'

// Periods hold for everybody in a house, so it is one of its own.
test.use({ room: 'retention' })

const newestSession = async ({ db }: Stack): Promise<string> => {
  const { rows } = await db.query<{ id: string }>('select id from kyc_sessions order by created_at desc limit 1')
  return rows[0]?.id ?? 'none'
}

const versionOn = (text: string | null): string =>
  /Version ([0-9a-f]{8}), in force since/.exec(text ?? '')?.[1] ?? 'none'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'periods with scripts' : 'periods without scripts', () => {
    test.use({ javaScriptEnabled })

    test('an administrator sees what tonight erases, chooses another period, and the notice says it [L-09] [L-10]', async ({
      page,
      stack,
      otherBrowser,
    }) => {
      await enterConsole(page, stack)
      await page.goto('/admin/settings/kept')
      const days = Number(await page.getByLabel('Days for sessions').inputValue())
      const longer = days + 1461
      const person = new StartPage(await (await otherBrowser()).newPage())
      await person.page.goto('/')
      await person.leave({ documents: ['PAN'] })
      await stack.db.query(
        `update kyc_sessions set status = 'succeeded', finished_at = now() - make_interval(days => $2) where id = $1`,
        [await newestSession(stack), days],
      )
      await page.goto('/notice')
      const before = versionOn(await page.getByText(/in force since/).textContent())
      await page.goto('/admin/settings')
      await expect(page.getByText(/, 3:00 am IST\. Sessions: 1\./)).toBeVisible()
      await page.getByRole('link', { name: 'Change how long things are kept' }).click()
      await page.getByLabel('Days for sessions').fill('364')
      await page.getByLabel('Days for the audit trail').fill('800')
      await page.getByRole('button', { name: 'Save the periods' }).click()
      await expect(
        page.getByRole('alert').filter({ hasText: 'Write a whole number of days from 365 to 36,500.' }),
      ).toBeVisible()
      await expect(page.getByLabel('Days for the audit trail')).toHaveValue('800')
      await page.getByLabel('Days for sessions').fill(String(longer))
      await page.getByRole('button', { name: 'Save the periods' }).click()
      await expect(page.getByText('Saved. The notice says it from now on')).toBeVisible()
      await expect(page.getByText(`${longer.toLocaleString('en-IN')} days after their end, then erased`)).toBeVisible()
      await expect(page.getByText(/, 3:00 am IST\. Nothing is due\./)).toBeVisible()
      await page.goto('/notice')
      await expect(page.getByText(`${longer.toLocaleString('en-IN')} days after your visit has ended`)).toBeVisible()
      expect(versionOn(await page.getByText(/in force since/).textContent())).not.toBe(before)
    })

    test('the record of consent shows the words the person read, and the trail leads to them [L-05]', async ({
      page,
      stack,
      otherBrowser,
    }) => {
      await enterConsole(page, stack)
      const person = new StartPage(await (await otherBrowser()).newPage())
      await person.page.goto('/')
      const version = versionOn(await person.page.locator('body').textContent())
      const line = await person.page.locator('li', { hasText: /^PAN: name/ }).textContent()
      await person.leave({ documents: ['PAN'] })
      const id = await newestSession(stack)
      await page.goto(`/admin/sessions/${id}`)
      await expect(page.getByText(line ?? 'none', { exact: true }).first()).toBeVisible()
      await expect(page.getByText(new RegExp(`^Version ${version}, in force since`))).toBeVisible()
      await page.goto(`/admin/audit?about=${id}&action=consent.given`)
      await page.locator('tbody a').first().click()
      await page.getByRole('link', { name: 'Read these words' }).click()
      await expect(page.getByRole('heading', { level: 1, name: 'Words of a notice' })).toBeVisible()
      await expect(page.getByText(`- ${line}`)).toBeVisible()
    })
  })
}

test('an erased session is a whole page that says it is not there [L-09]', async ({ page, stack, start }) => {
  await start.leave({ documents: ['PAN'] })
  const id = await newestSession(stack)
  const { rows } = await stack.db.query(`select handle from kyc_sessions where id = $1`, [id])
  await stack.db.query('delete from consents where kyc_session_id = $1', [id])
  await stack.db.query('delete from kyc_sessions where id = $1', [id])
  await enterConsole(page, stack)
  for (const path of [`/callback/${rows[0].handle}`, `/admin/sessions/${id}`]) {
    expect((await page.goto(path))?.status(), path).toBe(404)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  }
})

test('the periods and the words of a notice can be read by everybody, in both themes', async ({ page, stack }) => {
  await enterConsole(page, stack)
  for (const path of ['/admin/settings', '/admin/settings/kept', '/notice']) {
    await page.goto(path)
    await lookAt(page)
  }
  const { rows } = await stack.db.query<{ hash: string }>(`select encode(hash, 'hex') as hash from notices limit 1`)
  await page.goto(`/admin/audit/notice/${rows[0]?.hash}`)
  await lookAt(page, 'the words of a notice')
})
