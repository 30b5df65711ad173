import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from 'playwright/test'

/**
 * Axe in both themes, and what axe cannot see: nothing scrolls sideways from the narrowest phone to a desk, there is one
 * main heading, and the tab has a name. @param what the page and its state, for whoever reads the failure
 */
export const lookAt = async (page: Page, what = new URL(page.url()).pathname): Promise<void> => {
  for (const [width, colorScheme] of [
    [320, 'dark'],
    [1280, 'light'],
  ] as const) {
    await page.setViewportSize({ width, height: 740 })
    await page.emulateMedia({ colorScheme })
    const where = `${what}, ${width} px, ${colorScheme}`
    // Our pages have no frames of strangers; only for those would axe open a page beside this one to sum up, at twice the time.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
    expect(violations, where).toEqual([])
  }
  // Where the layout changes, its parts are at their tightest.
  for (const width of [320, 480, 640, 768, 1024, 1280]) {
    await page.setViewportSize({ width, height: 740 })
    const { wide, out } = await page.evaluate(() => {
      const edge = document.querySelector('main')?.getBoundingClientRect().right ?? innerWidth
      const ends = [...document.querySelectorAll('main table')].map(
        (table) => table.getBoundingClientRect().right - edge,
      )
      return { wide: document.documentElement.scrollWidth - innerWidth, out: Math.max(0, ...ends) }
    })
    expect(wide, `${what}, ${width} px: px that scroll sideways`).toBeLessThanOrEqual(0)
    expect(out, `${what}, ${width} px: px by which a table sticks out of its page`).toBeLessThan(1)
  }
  expect(await page.getByRole('heading', { level: 1 }).count(), `${what}: main headings`).toBe(1)
  await expect(page).toHaveTitle(/\S.* - |.*\S/)
  expect(await page.locator('html').getAttribute('lang'), what).toMatch(/^en/)
}
