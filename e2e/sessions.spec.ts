import type { Page } from 'playwright/test'
import { seededSessionId } from '../scripts/seed/session-sql.ts'
import type { Stack } from '../scripts/stack.ts'
import { expect, test } from './fixtures.ts'
import { lookAt } from './pages/look.ts'
import { seedMonth } from './pages/seeded.ts'
import { enterConsole } from './pages/staff.ts'

test.use({ room: 'sessions' })

type Known = { id: string; reference: string; handle: string }

/** A settled session of the month. */
const someSession = async (stack: Stack): Promise<Known> => {
  const { rows } = await stack.db.query<Known>(
    `select id, reference, handle from kyc_sessions where status = 'partial' order by created_at limit 1`,
  )
  if (!rows[0]) throw new Error('expected a session that was agreed to in part')
  return rows[0]
}

const countOf = async (stack: Stack, condition: string): Promise<number> =>
  (await stack.db.query(`select count(*)::int as n from kyc_sessions where ${condition}`)).rows[0].n

const referencesOn = (page: Page) => page.locator('a[data-row]').allInnerTexts()
const find = async (page: Page, term: string) => {
  await page.getByLabel('Reference, session_id, address or number').fill(term)
  await page.getByRole('banner').getByRole('button', { name: 'Find' }).click()
}
const openFilter = async (page: Page) => {
  const summary = page.locator('main summary').filter({ hasText: 'Filter' })
  if (!(await page.getByLabel('State', { exact: true }).isVisible())) await summary.click()
}

test.beforeEach(async ({ page, stack }) => {
  await enterConsole(page, stack)
  await seedMonth(stack)
})

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled })

    test('a session is found by reference, session_id and handle, and none of them stands in an address [R-21]', async ({
      page,
      stack,
    }) => {
      const { id, reference, handle } = await someSession(stack)
      for (const term of [reference.toLowerCase().replaceAll('-', ' '), seededSessionId(id), handle]) {
        await page.goto('/admin/sessions')
        await find(page, term)
        await expect(page.getByRole('heading', { level: 1, name: `Session ${reference}` })).toBeVisible()
        expect(page.url()).toContain(`/admin/sessions/${id}`)
        expect(page.url()).not.toContain(term)
      }
    })

    test('a filter becomes one address, and shows and counts what it says', async ({ page, stack }) => {
      await page.goto('/admin/sessions')
      await openFilter(page)
      await page.getByLabel('Outcome').selectOption('Not completed, for any reason')
      await page.getByLabel('DigiLocker account').selectOption('Has one')
      await page.getByLabel('PAN').check()
      await page.getByRole('button', { name: 'Show', exact: true }).click()
      await expect(page).toHaveURL('/admin/sessions?outcome=not_completed&docs=pan&flow=signin')
      const meant = await countOf(
        stack,
        `status in ('none', 'failed', 'expired', 'start_failed', 'init_unknown', 'lost') and flow = 'signin' and 'pan' = any (doc_types)`,
      )
      await expect(page.getByText(`${meant} sessions`)).toBeVisible()
      await expect(page.getByText('Shown as of')).toBeVisible()
      expect(await referencesOn(page)).toHaveLength(Math.min(25, meant))
    })

    test('a filter is saved under a name, used and forgotten', async ({ page }) => {
      const name = `Licence ${javaScriptEnabled}`
      await page.goto('/admin/sessions?docs=driving_license')
      await page.locator('summary', { hasText: 'Save this view' }).click()
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await expect(page.getByText('Give the view a name of 1 to 60 characters.')).toBeVisible()
      await page.getByLabel('Name of the view').fill(name)
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await expect(page.getByText('View saved.')).toBeVisible()
      await page.goto('/admin/sessions')
      await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name }).click()
      await expect(page).toHaveURL('/admin/sessions?docs=driving_license')
      await page.getByRole('button', { name: `Forget the view “${name}”` }).click()
      await expect(page.getByText('View forgotten.')).toBeVisible()
      await expect(page.getByRole('link', { name })).toHaveCount(0)
    })

    test('pages lead to the end of a filter and back without a gap', async ({ page, stack }) => {
      await page.goto('/admin/sessions?outcome=agreed')
      const pages = [await referencesOn(page)]
      const older = page.getByRole('link', { name: 'Older sessions' })
      while ((await older.count()) > 0) {
        await older.click()
        await expect(page.getByRole('link', { name: 'Newer sessions' })).toBeVisible()
        pages.push(await referencesOn(page))
      }
      expect(pages.flat()).toHaveLength(await countOf(stack, `status in ('succeeded', 'partial')`))
      await page.getByRole('link', { name: 'Newer sessions' }).click()
      await expect(page.locator('a[data-row]').first()).toHaveText(pages.at(-2)?.[0] ?? '')
      expect(await referencesOn(page)).toEqual(pages.at(-2))
    })

    test('ticked sessions are cancelled after a page that names the effect, and what had ended is said', async ({
      page,
      stack,
    }) => {
      // Two more than the others leave: a month of 300 holds few.
      await stack.db.query(
        `update kyc_sessions set status = 'held', held_reason = 'no_return', finished_at = null
         where id in (select id from kyc_sessions where status = 'succeeded' order by created_at desc limit 2)`,
      )
      await page.goto('/admin/sessions?status=held')
      const boxes = page.locator('input[type=checkbox][name=id]')
      const ids = await boxes.evaluateAll((all) => all.slice(0, 2).map((box) => box.getAttribute('value')))
      expect(ids).toHaveLength(2)
      await boxes.nth(0).check()
      await boxes.nth(1).check()
      await page.getByRole('button', { name: 'Cancel the ticked sessions' }).click()
      await expect(page.getByRole('heading', { level: 1, name: 'Cancel 2 sessions?' })).toBeVisible()
      await page.getByLabel('Why do you cancel them?').fill('short')
      await page.getByRole('button', { name: 'Cancel 2 sessions' }).click()
      await expect(page.getByText('Write 10 to 500 characters')).toBeVisible()
      await expect(page).toHaveTitle(/^Problem: /)
      if (javaScriptEnabled) await lookAt(page, 'ticked sessions without a reason')
      expect(await countOf(stack, `id = any ('{${ids.join()}}') and status = 'cancelled'`)).toBe(0)
      await stack.db.query(`update kyc_sessions set status = 'succeeded', finished_at = now() where id = $1`, [ids[0]])
      await page.getByLabel('Why do you cancel them?').fill('The branch closed for the day')
      await page.getByRole('button', { name: 'Cancel 2 sessions' }).click()
      await expect(page).toHaveURL(/\/admin\/sessions\?status=held&said=/)
      await expect(page.getByText('1 session cancelled.')).toBeVisible()
      await expect(page.getByText('1 of the ticked sessions was no longer open.')).toBeVisible()
      expect(await countOf(stack, `id = '${ids[1]}' and status = 'cancelled' and cancelled_by = 'admin'`)).toBe(1)
      expect(await countOf(stack, `id = '${ids[1]}' and cancel_reason = 'The branch closed for the day'`)).toBe(1)
    })

    test('nothing ticked is said, not done', async ({ page }) => {
      await page.goto('/admin/sessions')
      await page.getByRole('button', { name: 'Cancel the ticked sessions' }).click()
      await expect(page.getByText('No session was ticked.')).toBeVisible()
    })
  })
}

test('j, k, Enter and / walk through the list, until they are turned off', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto('/admin/sessions')
  await expect(page.getByText('Keys: j next')).toBeVisible()
  const rows = page.locator('a[data-row]')
  for (const key of ['j', 'j', 'k']) await page.keyboard.press(key)
  await expect(rows.nth(0)).toBeFocused()
  await page.keyboard.press('/')
  await expect(page.getByLabel('Reference, session_id, address or number')).toBeFocused()
  await page.keyboard.type('jk/')
  await expect(page.getByLabel('Reference, session_id, address or number')).toHaveValue('jk/')
  await page.getByRole('button', { name: 'Turn keys off' }).click()
  await page.keyboard.press('j')
  await expect(rows.nth(0)).not.toBeFocused()
  await page.getByRole('button', { name: 'Turn keys on' }).click()
  await page.keyboard.press('j')
  const reference = await rows.nth(0).textContent()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: `Session ${reference}` })).toBeVisible()
})

test('garbage in an address shows the first page and says which part was left out', async ({ page }) => {
  for (const [query, part] of [
    ['status=nonsense', 'State'],
    ['docs=pan,passport&flow=%00', 'Asked for, DigiLocker account'],
    [`q=${'A'.repeat(300)}`, 'Reference begins with'],
    ['from=2026-02-30', 'Started from'],
    ['q=%E2%80%AESW-1', 'Reference begins with'],
  ] as const) {
    const answer = await page.goto(`/admin/sessions?${query}`)
    expect(answer?.status(), query).toBe(200)
    await expect(page.getByText(`was left out: ${part}.`), query).toBeVisible()
    expect(await referencesOn(page), query).toHaveLength(25)
    await expect(page.getByRole('link', { name: 'Export this view' }), 'a file of something else').toHaveCount(0)
  }
  for (const place of ['after=garbage', 'before=%FF', 'after=x&before=y', `after=${'x'.repeat(3_000)}`]) {
    const answer = await page.goto(`/admin/sessions?status=succeeded&${place}`)
    expect(answer?.status(), place).toBe(200)
    await expect(page.getByText('These are the newest sessions.')).toBeVisible()
  }
})

test('words that turn the direction or never end do no harm in the search', async ({ page }) => {
  for (const term of ['\u202eSW-7K2M', `SW-${'7'.repeat(297)}`, "' or 1=1 --", '=cmd|calc', '<b>x</b>', 'a\u0000b']) {
    await page.goto('/admin/sessions')
    await find(page, term)
    await expect(page).toHaveURL(/[?&](said=not_found|q=SW-7K2M)$/)
    expect(page.url(), term).not.toContain(encodeURIComponent(term))
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  }
})

test('an empty view repeats the filter and offers the way out', async ({ page }) => {
  await page.goto('/admin/sessions?status=lost&docs=driving_license&flow=signup&from=2020-01-01&until=2020-01-02')
  await expect(page.getByText('No session fits this filter')).toBeVisible()
  await expect(page.getByRole('main').getByText('Lost at DigiLocker').last()).toBeVisible()
  await page.getByRole('main').getByRole('link', { name: 'Clear the filter' }).last().click()
  await expect(page).toHaveURL('/admin/sessions')
})

for (const path of [
  '/admin/sessions',
  '/admin/sessions?outcome=agreed&docs=aadhaar&flow=signin',
  '/admin/sessions?status=held&docs=driving_license&flow=signup&until=2020-01-01',
  '/admin/sessions?status=x&said=cancelled_many&cancelled=2&ended=1',
])
  test(`${path} is free of axe findings, at both sizes and in both themes`, async ({ page }) => {
    await page.goto(path)
    await lookAt(page)
  })
