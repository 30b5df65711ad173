import type { Page } from 'playwright/test'
import type { Stack } from '../scripts/stack.ts'
import { expect, test } from './fixtures.ts'
import { lookAt } from './pages/look.ts'
import { enterConsole } from './pages/staff.ts'
import { endTemplateNow, templateNamed } from './pages/template.ts'

/** A file that is where the work would have left it; nobody takes it up. @returns its id */
const fileAt = async (
  stack: Stack,
  template: string,
  state: 'running' | 'stopped',
  created: number,
): Promise<string> => {
  const { rows } = await stack.db.query<{ id: string }>(
    `insert into invite_imports (id, state, form_key_hash, staff_id, template_id, locale, life_hours, data_key, total_rows,
       good_rows, created_rows, problems, ignored_columns, created_at, started_at, lease_until)
     values ('imp_' || $1 || $2, $2, sha256(convert_to($1 || $2, 'UTF8')), (select id from staff limit 1), $1, 'en', 168, 'none',
       5000, 5000, $3, '[]', '{}', now(), now(), now() + interval '1 hour') returning id`,
    [template, state, created],
  )
  return rows[0]?.id ?? ''
}

const lookThrough = async (page: Page, template: string) => {
  await page.goto('/admin/invitations/many')
  await page.getByLabel('Template').selectOption({ label: template })
  await page.getByLabel('Or paste the rows here').fill(`reference\n${template}-1\n${template}-2\n`)
  await page.getByRole('button', { name: 'Look through the file' }).click()
  await expect(page.getByRole('button', { name: 'Create 2 invitations' })).toBeVisible()
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled })
    // Axe is a script.
    const look = javaScriptEnabled ? lookAt : async () => undefined
    const name = javaScriptEnabled ? 'Ends' : 'Endsplain'

    test('a file whose template ended before it was begun is refused in words that lead on', async ({
      page,
      stack,
    }) => {
      await enterConsole(page, stack)
      const template = await templateNamed(stack, name)
      await lookThrough(page, name)
      await endTemplateNow(stack, template)
      await page.getByRole('button', { name: 'Create 2 invitations' }).click()
      const said = page.getByRole('status').filter({ hasText: 'The template of this file has ended' })
      await expect(said).toContainText('Nobody was invited')
      await expect(page.getByRole('button', { name: /^Create/ })).toHaveCount(0)
      await look(page, 'a file whose template has ended')
      await said.getByRole('link', { name: 'Choose another file' }).click()
      await expect(page.getByRole('heading', { level: 1, name: 'Invite many' })).toBeVisible()
      await expect(page.getByLabel('Or paste the rows here')).toHaveValue(`reference\n${name}-1\n${name}-2\n`)
      await expect(page.getByLabel('Template').locator('option:checked')).toHaveText('Choose a template')
    })

    test('whoever ends a template reads that a file is worked off with it, and its page says where it stopped', async ({
      page,
      stack,
    }) => {
      await enterConsole(page, stack)
      const template = await templateNamed(stack, `${name}midway`)
      await fileAt(stack, template, 'running', 1_200)
      await page.goto(`/admin/templates/${template}/end`)
      await expect(page.getByText('3,800 people of files are still being invited with it')).toBeVisible()
      await look(page, 'before a template of a file ends')
      await endTemplateNow(stack, template)
      await page.goto(`/admin/invitations/many/${await fileAt(stack, template, 'stopped', 1_200)}`)
      await expect(page.getByRole('heading', { level: 1, name: 'File stopped' })).toBeVisible()
      await expect(page.getByText('1,200 invitations were created before that.')).toBeVisible()
      await look(page, 'a file that stopped')
      await stack.db.query(`delete from invite_imports where template_id = $1`, [template])
    })
  })
}
