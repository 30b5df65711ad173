import { expect, test } from './fixtures.ts'
import { lookAt } from './pages/look.ts'
import { enterConsole } from './pages/staff.ts'

const people = Array.from({ length: 60 }, (_, n) => `W${n}`).join('\n')

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled })
    // Axe is a script.
    const look = javaScriptEnabled ? lookAt : async () => undefined

    test('a file that should not have been sent is found again and closed, and its links say so', async ({
      page,
      stack,
      otherBrowser,
    }) => {
      await enterConsole(page, stack)
      await page.goto('/admin/invitations/many')
      await page.getByLabel('Or paste the rows here').fill(`reference\n${people}\n`)
      await page.getByRole('button', { name: 'Look through the file' }).click()
      await page.getByRole('button', { name: 'Create 60 invitations' }).click()
      await expect(page.getByText('60 invitations created')).toBeVisible({ timeout: 60_000 })
      const links = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Take the file with the links' }).click()
      const text = await (await (await links).createReadStream()).setEncoding('utf8').toArray()
      // The answer was a file; with scripts the page learns by itself that it was taken.
      if (javaScriptEnabled) await expect(page.getByText('The links were taken.')).toBeVisible()
      const link = /\/start\/[\w-]{43}/.exec(text.join(''))?.[0] ?? ''

      await page.goto('/admin/invitations/many')
      const file = page
        .getByRole('table', { name: 'Files so far' })
        .getByRole('row')
        .filter({ hasText: '60 of 60' })
        .first()
      await expect(file).toBeVisible()
      await look(page, 'the files so far')
      await file.getByRole('link').click()
      await look(page, 'a file that is done')
      await page.getByRole('link', { name: 'See its invitations' }).click()
      await expect(page.getByRole('link', { name: /^W\d+$/ })).toHaveCount(25)
      await look(page, 'the invitations of a file')
      const ofFile = page.url()
      await page
        .getByRole('link', { name: /^W\d+$/ })
        .first()
        .click()
      await page.getByRole('link', { name: /^File of / }).click()
      await expect(page.getByText('60 invitations created')).toBeVisible()
      await page.goto(ofFile)
      await page.getByLabel('State').selectOption('Finished')
      await page.getByRole('button', { name: 'Show', exact: true }).click()
      await expect(page.getByText('No invitation fits this filter')).toBeVisible()
      await look(page, 'a filter that leaves none')
      await page.getByRole('link', { name: 'To the file' }).click()
      await page.getByRole('link', { name: 'Close all of this file' }).click()
      await expect(page.getByRole('heading', { level: 1, name: 'Close 60 invitations of this file?' })).toBeVisible()
      await look(page, 'before a file is closed')
      await page.getByRole('button', { name: 'Close 60 invitations' }).click()
      await expect(page.getByRole('heading', { level: 1, name: 'File closed' })).toBeVisible()
      await expect(page.getByRole('link', { name: /^Close / })).toHaveCount(0)
      await look(page, 'a file that was closed')

      const person = await (await otherBrowser()).newPage()
      await person.goto(link)
      await expect(person.getByText(/closed this request/)).toBeVisible()
    })
  })
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled })

    test('a file that is older than a page of the list is still reached', async ({ page, stack }) => {
      await enterConsole(page, stack)
      await stack.db.query(
        `insert into invite_imports (id, state, form_key_hash, staff_id, template_id, locale, life_hours, data_key, total_rows,
           good_rows, created_rows, problems, ignored_columns, created_at)
         select 'imp_' || $1 || n, 'closed', sha256(convert_to($1 || n, 'UTF8')), (select id from staff limit 1), (select id from templates limit 1), 'en', 168,
           'none', 1000 + n, 1000 + n, 1000 + n, '[]', '{}', now() - interval '1 year' - n * interval '1 minute'
         from generate_series(1, 30) n`,
        [javaScriptEnabled ? 'a' : 'b'],
      )
      await page.goto('/admin/invitations/many')
      const files = page.getByRole('table', { name: 'Files so far' })
      await expect(files.getByRole('row')).toHaveCount(25)
      const oldest = files.getByRole('row').filter({ hasText: '1,030 of 1,030' }).last()
      for (let pages = 0; pages < 4 && (await oldest.count()) === 0; pages += 1) {
        const before = page.url()
        await page.getByRole('link', { name: 'Older files' }).click()
        await expect(page).not.toHaveURL(before)
        await expect(page.getByRole('link', { name: 'Newest files' })).toBeVisible()
      }
      if (javaScriptEnabled) await lookAt(page, 'older files')
      await oldest.getByRole('link').click()
      await expect(page.getByText('1,030')).not.toHaveCount(0)
      await page.goBack()
      await page.getByRole('link', { name: 'Newest files' }).click()
      await expect(page.getByRole('link', { name: 'Newest files' })).toHaveCount(0)
    })
  })
}
