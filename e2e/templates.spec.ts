import type { Page } from 'playwright/test'
import { expect, test } from './fixtures.ts'
import { lookAt } from './pages/look.ts'
import { enterConsole } from './pages/staff.ts'

test.use({ room: 'templates' })

const newTemplate = async (page: Page, name: string): Promise<string> => {
  await page.goto('/admin/templates/new')
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByRole('button', { name: 'Save draft' }).click()
  await expect(page.getByText('Draft made.')).toBeVisible()
  return new URL(page.url()).pathname
}

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled })

    test('of two colleagues with one draft the second reads who was first, keeps what they typed, and may save it', async ({
      page,
      context,
      stack,
    }) => {
      await enterConsole(page, stack)
      const template = await newTemplate(page, 'Loan')
      const second = await context.newPage()
      await Promise.all([page.goto(`${template}/edit`), second.goto(`${template}/edit`)])
      await page.getByLabel('Hours an invitation').fill('24')
      await page.getByRole('button', { name: 'Save draft' }).click()
      await expect(page.getByText('Draft saved.')).toBeVisible()
      const hours = second.getByLabel('Hours an invitation')
      await hours.fill('48')
      await second.getByRole('button', { name: 'Save draft' }).click()
      const problem = second.getByRole('alert').filter({ hasText: 'Nothing was saved' })
      await expect(problem).toContainText(/Asha Rao changed this on \d+ \w+ \d{4}, \d+:\d\d [ap]m IST/)
      await expect(hours).toHaveValue('48')
      if (javaScriptEnabled) {
        // The button stands far below the notice.
        await expect(problem).toBeFocused()
        await lookAt(second, 'a draft somebody else changed')
      }
      await second.getByRole('button', { name: 'Save draft' }).click()
      await expect(second.getByText('Draft saved.')).toBeVisible()
      await page.goto(template)
      await expect(page.getByText('48 hours', { exact: true })).toBeVisible()
    })

    test('a draft is published once by a button pressed twice, and says so', async ({ page, context, stack }) => {
      await enterConsole(page, stack)
      const template = await newTemplate(page, 'Account')
      const second = await context.newPage()
      await second.goto(template)
      for (const tab of [page, second]) {
        await tab.getByRole('button', { name: 'Publish version 1' }).click()
        await expect(tab.getByRole('status').filter({ hasText: 'Published.' })).toBeVisible()
      }
      await expect(second.getByRole('listitem').filter({ hasText: /^Version \d/ })).toHaveCount(1)
    })

    test('a draft can be thrown away after a question, and what an earlier version said can still be read', async ({
      page,
      stack,
    }) => {
      await enterConsole(page, stack)
      const template = await newTemplate(page, 'Branch')
      const hours = async (count: string) => {
        await page.goto(`${template}/edit`)
        await page.getByLabel('Hours an invitation').fill(count)
        await page.getByRole('button', { name: 'Save draft' }).click()
        await expect(page.getByText('Draft saved.')).toBeVisible()
      }
      for (const count of ['24', '48']) {
        await hours(count)
        await page.getByRole('button', { name: /^Publish version/ }).click()
        await expect(page.getByText('Published.')).toBeVisible()
      }
      await hours('72')
      await page.getByRole('link', { name: 'Throw the draft away' }).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Throw the draft of version 3 of Branch away?')
      if (javaScriptEnabled) await lookAt(page, 'the question before a draft is thrown away')
      await page.getByRole('button', { name: 'Throw the draft away' }).click()
      await expect(page.getByText('Draft thrown away.')).toBeVisible()
      await expect(page.getByText('72 hours', { exact: true })).toHaveCount(0)
      await page.getByText(/^Version 1, published/).click()
      await expect(page.getByText('24 hours', { exact: true })).toBeVisible()
    })

    test('an address that browsers would read otherwise is refused at its field, and nothing typed is lost [R-24]', async ({
      page,
      stack,
    }) => {
      await enterConsole(page, stack)
      await page.goto('/admin/templates/new')
      await page.getByLabel('Name', { exact: true }).fill('Card')
      const field = page.getByLabel('Address people go back to')
      for (const address of ['https:bank.example', 'https://bank.example./', 'https://b\u0430nk.example/']) {
        await field.fill(address)
        await page.getByRole('button', { name: 'Save draft' }).click()
        await expect(page.getByRole('link', { name: /Give a full address as a browser sends it/ })).toBeVisible()
        await expect(field).toHaveValue(address)
        await expect(field).toHaveAttribute('aria-invalid', 'true')
      }
      await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Card')
    })
  })

test('a press that leaves a mended field reaches what it was meant for, although the message above goes', async ({
  page,
  stack,
}) => {
  await enterConsole(page, stack)
  await page.goto('/admin/templates/new')
  await page.getByRole('button', { name: 'Save draft' }).click()
  await expect(page.locator('#name-error')).toBeVisible()
  await page.getByLabel('Name', { exact: true }).fill('Card')
  await expect(page.locator('#name-error')).toHaveCount(0)
  await page.getByRole('group', { name: 'Aadhaar' }).getByText('Do not ask').click()
  await expect(page.getByRole('group', { name: 'Aadhaar' }).getByLabel('Do not ask')).toBeChecked()
})

test('the longest words a template can hold break at the edge of the narrowest phone', async ({ page, stack }) => {
  await enterConsole(page, stack)
  await page.goto('/admin/templates/new')
  await page.getByLabel('Name', { exact: true }).fill('W'.repeat(60))
  await page.getByRole('group', { name: 'PAN' }).getByLabel('Required').check()
  for (const reason of await page.getByLabel('Why you ask for it').all()) await reason.fill('W'.repeat(200))
  await page.getByLabel('Address people go back to').fill(`https://bank.example/${'w'.repeat(470)}`)
  await page.getByRole('button', { name: 'Save draft' }).click()
  await expect(page.getByText('Draft made.')).toBeVisible()
  const template = new URL(page.url()).pathname
  for (const [name, path] of [
    ['a template', template],
    ['its form', `${template}/edit`],
    ['its end', `${template}/end`],
    ['its start page', `${template}/preview/start`],
    ['its result page', `${template}/preview/result`],
    ['the list', '/admin/templates'],
  ] as const) {
    await page.goto(path)
    await lookAt(page, name)
  }
})
