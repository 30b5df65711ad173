import type { Page } from 'playwright/test'
import { expect, test } from './fixtures.ts'
import { lookAt } from './pages/look.ts'
import { enterConsole } from './pages/staff.ts'

const colours = { light: 'rgb(255, 255, 255)', dark: 'rgb(20, 23, 26)' } as const
const other = { light: 'dark', dark: 'light' } as const

const choose = async (page: Page, label: string): Promise<void> => {
  await page.goto('/admin/account')
  await page.getByRole('group', { name: 'Light or dark' }).getByLabel(label).check()
  await page.getByRole('button', { name: 'Save the look' }).click()
  await expect(page.getByText('The look was saved.')).toBeVisible()
  await expect(page.getByLabel(label)).toBeChecked()
}

/** How the page begins as it arrives: what scripts do later is too late for the first paint. */
const beginning = async (page: Page, path: string): Promise<string> =>
  ((await (await page.goto(path))?.text()) ?? '').slice(0, 120)

const pageColour = (page: Page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
const schemeOf = (page: Page) => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'the look with scripts' : 'the look without scripts', () => {
    test.use({ javaScriptEnabled })

    test('a colleague chooses light or dark for the console in this browser, and people’s pages follow the device', async ({
      page,
      stack,
    }) => {
      await enterConsole(page, stack)
      for (const theme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme: other[theme] })
        await choose(page, theme === 'dark' ? 'Dark' : 'Light')
        for (const path of ['/admin/account', '/admin', '/admin/nothing-here']) {
          expect(await beginning(page, path), path).toContain(` data-theme="${theme}">`)
          expect([await pageColour(page), await schemeOf(page)], path).toEqual([colours[theme], theme])
        }
        for (const path of ['/notice', '/accessibility', '/'])
          expect(await beginning(page, path), path).toMatch(/<html lang="en-IN" dir="ltr">/)
        expect(await pageColour(page)).toBe(colours[other[theme]])
      }
      const [cookie] = (await page.context().cookies(`${stack.origin}/admin`)).filter(({ name }) => name === 'theme')
      expect(cookie).toMatchObject({ value: 'light', path: '/admin', httpOnly: true, sameSite: 'Lax' })
      await page.emulateMedia({ colorScheme: 'dark' })
      await choose(page, 'As the device says')
      expect(await pageColour(page)).toBe(colours.dark)
      expect((await page.context().cookies(`${stack.origin}/admin`)).map(({ name }) => name)).not.toContain('theme')
    })
  })
}

test('a chosen look stands back where the reader’s system paints and where a page is printed', async ({
  page,
  stack,
}) => {
  await enterConsole(page, stack)
  await choose(page, 'Dark')
  await page.emulateMedia({ media: 'print' })
  expect(await pageColour(page)).toBe(colours.light)
  await page.emulateMedia({ media: 'screen', forcedColors: 'active', colorScheme: 'light' })
  const canvas = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--page').trim())
  expect(canvas).toBe('Canvas')
})

test('the console is free of axe findings in either look on either device', async ({ page, stack }) => {
  await enterConsole(page, stack)
  for (const look of ['Dark', 'Light']) {
    await choose(page, look)
    for (const path of ['/admin/account', '/admin']) {
      await page.goto(path)
      await lookAt(page, `${path}, ${look}`)
    }
  }
})

test('a preview looks as chosen for it, whatever the console looks like', async ({ page, stack }) => {
  await enterConsole(page, stack)
  await choose(page, 'Dark')
  await page.goto('/admin/templates/tpl_standard/preview')
  await page.emulateMedia({ colorScheme: 'dark' })
  const shown = page.frameLocator('iframe').locator('[data-theme="light"]')
  await expect(shown.last()).toHaveCSS('background-color', colours.light)
  await expect(shown.last()).toHaveCSS('color', 'rgb(29, 27, 22)')
})
