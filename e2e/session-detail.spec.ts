import type { Page } from 'playwright/test'
import type { Stack } from '../scripts/stack.ts'
import { expect, test } from './fixtures.ts'
import { setRole, twoColleagues } from './pages/colleagues.ts'
import { lookAt } from './pages/look.ts'
import { enterConsole } from './pages/staff.ts'
import { StartPage } from './pages/start-page.ts'

/** Somebody left for DigiLocker; `held` as if it reported a finish that nobody came back for. */
const someSession = async (page: Page, stack: Stack, status: 'at_provider' | 'held'): Promise<string> => {
  const person = new StartPage(page)
  await page.goto('/')
  await person.leave({ documents: ['PAN'] })
  const { rows } = await stack.db.query<{ id: string }>('select id from kyc_sessions order by created_at desc limit 1')
  const id = rows[0]?.id ?? 'none'
  if (status === 'held')
    await stack.db.query(
      `update kyc_sessions set status = 'held', held_reason = 'no_return', documents_consented = '{pan}',
         consent_seen_at = now(), next_read_at = null where id = $1`,
      [id],
    )
  return id
}

const statusOf = async (stack: Stack, id: string): Promise<string> =>
  (await stack.db.query('select status from kyc_sessions where id = $1', [id])).rows[0].status

const reason = 'Called back on the number of the branch'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'one session with scripts' : 'one session without scripts', () => {
    test.use({ javaScriptEnabled })

    test('two colleagues release it at once: one does, the other keeps the reason and learns who and when [R-15]', async ({
      page,
      stack,
      otherBrowser,
    }) => {
      const { asha, ravi } = await twoColleagues(page, stack, otherBrowser)
      const id = await someSession(await (await otherBrowser()).newPage(), stack, 'held')
      for (const colleague of [asha, ravi]) {
        await colleague.goto(`/admin/sessions/${id}?status=held`)
        await colleague.getByRole('link', { name: 'Release the held result' }).click()
        await colleague.getByLabel('How do you know').fill(reason)
      }
      await asha.getByRole('button', { name: 'Release 1 result' }).click()
      await expect(asha.getByText('1 result released.')).toBeVisible()
      await ravi.getByRole('button', { name: 'Release 1 result' }).click()
      const late = ravi.getByRole('alert').filter({ hasText: 'Somebody else was first' })
      await expect(late).toContainText(/Staff: Asha Rao changed this session on .* IST/)
      await expect(late).toContainText('It is now: Agreed, all')
      await expect(ravi.getByLabel('How do you know')).toHaveValue(reason)
      await ravi.getByRole('link', { name: 'Open the session as it is now' }).click()
      await expect(ravi).toHaveURL(/status=held/)
      expect(await statusOf(stack, id)).toBe('succeeded')
    })

    test('a cancel that comes too late names what ended it, and changes nothing [F-14]', async ({
      page,
      stack,
      otherBrowser,
    }) => {
      const { asha, ravi } = await twoColleagues(page, stack, otherBrowser)
      const id = await someSession(await (await otherBrowser()).newPage(), stack, 'at_provider')
      for (const colleague of [asha, ravi]) {
        await colleague.goto(`/admin/sessions/${id}`)
        await colleague.getByRole('link', { name: 'Cancel this session' }).click()
      }
      for (const [colleague, reason] of [
        [ravi, 'He asked us to stop'],
        [asha, 'The branch called about it'],
      ] as const)
        await colleague.getByLabel('Why do you cancel it?').fill(reason)
      await ravi.getByRole('button', { name: 'Cancel 1 session' }).click()
      await expect(ravi.getByText('1 session cancelled.')).toBeVisible()
      await asha.getByRole('button', { name: 'Cancel 1 session' }).click()
      const notice = asha.getByRole('alert').filter({ hasText: 'Somebody else was first' })
      await expect(notice).toContainText(/Staff: Ravi Menon changed this session on .* IST. It is now: Cancelled/)
      await expect(asha.getByLabel('Why do you cancel it?')).toHaveValue('The branch called about it')
      await expect(asha.getByRole('button', { name: 'Cancel 1 session' })).toHaveCount(0)
      await asha.getByRole('link', { name: 'Open the session as it is now' }).click()
      await expect(asha.getByText('He asked us to stop')).toBeVisible()
    })

    test('a cancel asks for a reason, at its field and with nothing lost, and keeps it with the session [G-01]', async ({
      page,
      stack,
      otherBrowser,
    }) => {
      await enterConsole(page, stack)
      const id = await someSession(await (await otherBrowser()).newPage(), stack, 'at_provider')
      await page.goto(`/admin/sessions/${id}/cancel`)
      await page.getByLabel('Why do you cancel it?').fill('too few')
      await page.getByRole('button', { name: 'Cancel 1 session' }).click()
      await expect(page.getByText('Write 10 to 500 characters')).toBeVisible()
      await expect(page).toHaveTitle(/^Problem: /)
      await expect(page.getByLabel('Why do you cancel it?')).toHaveValue('too few')
      if (javaScriptEnabled) await lookAt(page, 'a cancel without a reason')
      expect(await statusOf(stack, id)).toBe('at_provider')
      await page.getByLabel('Why do you cancel it?').fill('Kavita chose the wrong account')
      await page.getByRole('button', { name: 'Cancel 1 session' }).click()
      await expect(page.getByText('Reason for cancelling')).toBeVisible()
      await expect(page.getByText('Kavita chose the wrong account')).toBeVisible()
      const { rows } = await stack.db.query('select body from audit_events where object_id = $1', [id])
      expect(JSON.stringify(rows), 'the trail').not.toContain('Kavita')
    })

    test('a role taken away while the page is open acts on the next press [A-02, A-10]', async ({
      page,
      stack,
      otherBrowser,
    }) => {
      const { ravi, email } = await twoColleagues(page, stack, otherBrowser)
      const id = await someSession(await (await otherBrowser()).newPage(), stack, 'at_provider')
      await ravi.goto(`/admin/sessions/${id}/cancel`)
      await setRole(stack, email, 'viewer')
      await ravi.getByLabel('Why do you cancel it?').fill('He asked us to stop')
      await ravi.getByRole('button', { name: 'Cancel 1 session' }).click()
      await expect(ravi.getByRole('heading', { level: 1, name: /cannot find that page/ })).toBeVisible()
      expect(await statusOf(stack, id)).toBe('at_provider')
      await ravi.goto(`/admin/sessions/${id}`)
      await expect(ravi.getByRole('heading', { level: 1, name: /^Session SW-/ })).toBeVisible()
      for (const gone of ['Check now', 'Cancel this session', 'Add the note'])
        await expect(ravi.getByText(gone)).toHaveCount(0)
      expect((await ravi.goto(`/admin/sessions/${id}/cancel`))?.status()).toBe(404)
      await setRole(stack, email, 'developer')
      expect((await ravi.goto(`/admin/sessions/${id}`))?.status()).toBe(404)
    })

    test('DigiLocker away during "Check now" is said, and nothing is lost', async ({
      page,
      stack,
      simulator,
      otherBrowser,
    }) => {
      await enterConsole(page, stack)
      const id = await someSession(await (await otherBrowser()).newPage(), stack, 'at_provider')
      await simulator.fault({ endpoint: 'status', kind: 'error', status: 503, times: 'forever' })
      await page.goto(`/admin/sessions/${id}?flow=signin`)
      await page.getByRole('button', { name: 'Check now' }).click()
      await expect(page.getByRole('status').filter({ hasText: 'DigiLocker did not answer' })).toBeVisible()
      await expect(page.getByText('503').first()).toBeVisible()
      await expect(page).toHaveURL(/flow=signin/)
      expect(await statusOf(stack, id)).toBe('at_provider')
      await simulator.clearFaults()
    })

    test('what is not there, and a release that there is nothing to release for, leads back into the console', async ({
      page,
      stack,
      otherBrowser,
    }) => {
      await enterConsole(page, stack)
      for (const path of ['/admin/nowhere', '/admin/sessions/kyc_nope', '/admin/audit/0']) {
        expect((await page.goto(path))?.status(), path).toBe(404)
        await expect(page.getByRole('heading', { level: 1 })).toHaveText('We cannot find that page')
        await expect(page.getByRole('link', { name: 'Go to your first page' })).toHaveAttribute('href', '/admin')
      }
      const id = await someSession(await (await otherBrowser()).newPage(), stack, 'at_provider')
      await page.goto(`/admin/sessions/${id}/release`)
      await expect(page).toHaveURL(`/admin/sessions/${id}?said=not_held`)
    })

    test('a note comes back to be written, is kept as typed, and turns nothing around it [F-38]', async ({
      page,
      stack,
      otherBrowser,
    }) => {
      await enterConsole(page, stack)
      const id = await someSession(await (await otherBrowser()).newPage(), stack, 'at_provider')
      await page.goto(`/admin/sessions/${id}`)
      await page.getByRole('button', { name: 'Add the note' }).click()
      await expect(page.getByText('Write the note first.')).toBeVisible()
      await page.getByLabel('Add a note').fill('Called \u202Eback <b>=1+1</b>\nसही है')
      await page.getByRole('button', { name: 'Add the note' }).click()
      await expect(page.getByText('Note added.')).toBeVisible()
      const notes = page.getByRole('region', { name: 'Notes' })
      await expect(notes.getByRole('listitem')).toContainText('Called back <b>=1+1</b>')
      await expect(notes.getByRole('listitem')).toContainText('Asha Rao')
      await page.getByRole('navigation', { name: 'Whose events' }).getByRole('link', { name: 'Staff' }).click()
      const line = page.getByRole('region', { name: 'Time line' }).locator('ol')
      await expect(line).toContainText('Wrote a note')
      await expect(line).toContainText(/\d:\d\d:\d\d\s[ap]m\sIST/)
      await expect(line).not.toContainText('Agreed on our page')
    })

    test('leads to the next session of the list it was opened from, and back to that list', async ({
      page,
      stack,
      otherBrowser,
    }) => {
      await enterConsole(page, stack)
      const person = await (await otherBrowser()).newPage()
      const first = await someSession(person, stack, 'held')
      await someSession(person, stack, 'at_provider')
      const last = await someSession(person, stack, 'held')
      await page.goto(`/admin/sessions/${last}?status=held`)
      await page.getByRole('link', { name: 'Older session' }).click()
      await expect(page).toHaveURL(`/admin/sessions/${first}?status=held`)
      await page.getByRole('link', { name: 'Newer session' }).click()
      await expect(page).toHaveURL(`/admin/sessions/${last}?status=held`)
      await page.getByRole('navigation', { name: 'Where you are' }).getByRole('link', { name: 'Sessions' }).click()
      await expect(page).toHaveURL('/admin/sessions?status=held')
    })
  })
}

test('the pages of one session are free of axe findings and never scroll sideways, whatever stands in it', async ({
  page,
  stack,
  otherBrowser,
}) => {
  await enterConsole(page, stack)
  const id = await someSession(await (await otherBrowser()).newPage(), stack, 'held')
  await stack.db.query(`update kyc_sessions set reference = $2, fail_reason = $3 where id = $1`, [
    id,
    `SW-${'W'.repeat(297)}`,
    `\u202Elive ${'=1+1'.repeat(60)}`,
  ])
  for (const path of ['', '?said=already_final', '?who=admin&status=held', '/release', '/cancel']) {
    await page.goto(`/admin/sessions/${id}${path}`)
    await lookAt(page, path)
  }
  await stack.db.query(`update kyc_sessions set reference = 'SW-7K2M-QX' where id = $1`, [id])
})
