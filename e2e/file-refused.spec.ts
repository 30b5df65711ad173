import type { Page } from 'playwright/test'
import { expect, test } from './fixtures.ts'
import { lookAt } from './pages/look.ts'
import { enterConsole } from './pages/staff.ts'
import { endTemplateNow, templateNamed } from './pages/template.ts'

const look = (page: Page) => page.getByRole('button', { name: 'Look through the file' }).click()
const pasteIn = (page: Page) => page.getByLabel('Or paste the rows here')
const csv = (text: string) => ({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled })
    // Axe is a script.
    const lookOver = javaScriptEnabled ? lookAt : async () => undefined
    const name = javaScriptEnabled ? 'Account' : 'Loan'

    test('pasted rows that are refused come back as they were pasted, with every choice, and in no address', async ({
      page,
      stack,
    }) => {
      await enterConsole(page, stack)
      await templateNamed(stack, name)
      await page.goto('/admin/invitations/many')
      await page.getByLabel('Template').selectOption({ label: name })
      await page.getByLabel('The link works for').selectOption('72')
      const rows = `\nreference,name\n${name}-1,Meera Secretname\n${name}-2,"Ravi\n`
      await pasteIn(page).fill(rows)
      await look(page)
      const refused = page.getByRole('alert').filter({ hasText: 'The file was not taken' })
      await expect(refused).toContainText('never closes')
      await expect(refused).toContainText('What you pasted is below')
      await expect(page).toHaveTitle(/^Problem: /)
      expect(page.url()).not.toMatch(/Secretname|Ravi/)
      await expect(page.getByLabel('Template').locator('option:checked')).toHaveText(name)
      await expect(page.getByLabel('The link works for')).toHaveValue('72')
      await expect(pasteIn(page)).toHaveValue(rows)
      await lookOver(page, 'pasted rows that were refused')
      await pasteIn(page).fill(rows.replace('"Ravi', 'Ravi'))
      await look(page)
      await expect(page.getByRole('button', { name: 'Create 2 invitations' })).toBeVisible()
      await expect(page.getByRole('definition').filter({ hasText: name })).toBeVisible()
      // A row may still be mended when it was taken, until somebody is invited.
      await page.getByRole('link', { name: 'Choose another file' }).click()
      await expect(page.getByText('What you pasted is below')).toBeVisible()
      await expect(page.getByLabel('Template').locator('option:checked')).toHaveText(name)
      await expect(page.getByLabel('The link works for')).toHaveValue('72')
      await expect(pasteIn(page)).toHaveValue(rows.replace('"Ravi', 'Ravi'))
      await look(page)
      await page.getByRole('button', { name: 'Create 2 invitations' }).click()
      await expect(page.getByRole('heading', { level: 1, name: /Creating|Invitations created/ })).toBeVisible()
      await page.goto('/admin/invitations/many?problem=columns&rows=kept')
      await expect(pasteIn(page)).toHaveValue('')
    })

    test('when a template ends under an open form, none is chosen for the people who were meant for it', async ({
      page,
      stack,
    }) => {
      await enterConsole(page, stack)
      const template = await templateNamed(stack, `${name}over`)
      await page.goto('/admin/invitations/many')
      await page.getByLabel('Template').selectOption({ label: `${name}over` })
      await pasteIn(page).fill('reference\nOver-1\n')
      await endTemplateNow(stack, template)
      await look(page)
      const field = page.getByLabel('Template')
      await expect(field).toHaveAttribute('aria-invalid', 'true')
      await expect(field).toHaveAccessibleDescription(/not in use any more/)
      await expect(field.locator('option:checked')).toHaveText('Choose a template')
      await expect(pasteIn(page)).toHaveValue('reference\nOver-1\n')
      await lookOver(page, 'a form whose template ended')
      await look(page)
      await expect(field).toHaveAttribute('aria-invalid', 'true')
    })

    test('a mended file from the form that browser Back gives leads to its own page', async ({ page, stack }) => {
      await enterConsole(page, stack)
      await page.goto('/admin/invitations/many')
      await page.getByLabel('File', { exact: true }).setInputFiles(csv(`reference\n${name}-A\n`))
      await look(page)
      await expect(page.getByRole('button', { name: 'Create 1 invitation', exact: true })).toBeVisible()
      const first = page.url()
      await page.goBack()
      await page.getByLabel('File', { exact: true }).setInputFiles(csv(`reference\n${name}-A\n${name}-B\n`))
      await look(page)
      await expect(page.getByRole('button', { name: 'Create 2 invitations' })).toBeVisible()
      expect(page.url()).not.toBe(first)
    })
  })
}
