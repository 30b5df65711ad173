import AxeBuilder from '@axe-core/playwright'
import sharp from 'sharp'
import { expect, test } from './fixtures.ts'
import { signIn } from './pages/staff.ts'

// What is said and worn here would puzzle the tests of people.
test.use({ room: 'settings' })

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled })

    test('a colleague names, dresses and tests the product, and people see it at once', async ({
      page,
      stack,
      otherBrowser,
    }) => {
      const person = await (await otherBrowser()).newPage()
      await signIn(page, stack)
      await page.goto('/admin/settings')
      await page.locator('#contact').fill('x')
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await expect(page.locator('#error-summary')).toBeVisible()
      await page.locator('#contact').fill('help@bank.example')
      await page.locator('#name').fill('River Bank')
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await expect(page.getByText('Saved. People read it from now on.')).toBeVisible()
      await page.getByRole('button', { name: 'Test the connection' }).click()
      await expect(page.getByText('The connection works')).toBeVisible()

      await page.getByRole('link', { name: 'Logo and colour' }).click()
      await page.locator('#colour').fill('#ffcc00')
      await page.getByRole('button', { name: 'Use this colour' }).click()
      await expect(page.getByText(/The nearest that can is #[0-9a-f]{6}/)).toBeVisible()
      const nearest = await page.locator('#colour').inputValue()
      await page.getByRole('button', { name: 'Use this colour' }).click()
      await expect(page.getByText('The colour is in use from now on.')).toBeVisible()
      const buffer = await sharp({ create: { width: 200, height: 60, channels: 3, background: nearest } })
        .png()
        .toBuffer()
      await page
        .locator('#logo')
        .setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from('<svg/>') })
      await page.getByRole('button', { name: 'Use this logo' }).click()
      await expect(page.getByText('This is not a PNG that can be drawn.')).toBeVisible()
      await page.locator('#logo').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer })
      await page.getByRole('button', { name: 'Use this logo' }).click()
      await expect(page.getByText('People see this logo from now on.')).toBeVisible()
      if (javaScriptEnabled) expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])

      await person.goto('/')
      await expect(person.getByRole('heading', { level: 1 })).toHaveText('River Bank asks to see your documents')
      const colour = await person
        .getByRole('button', { name: 'Continue to DigiLocker' })
        .evaluate((button) => getComputedStyle(button).backgroundColor)
      const digits = nearest.slice(1).match(/../g) ?? []
      expect(colour).toBe(`rgb(${digits.map((part) => Number.parseInt(part, 16)).join(', ')})`)
      const logo = person.locator('header img')
      await expect(logo).toHaveJSProperty('naturalWidth', 200)
    })
  })
}
