import sharp from 'sharp'
import { expect, test } from './fixtures.ts'
import { lookAt } from './pages/look.ts'
import { enterConsole } from './pages/staff.ts'

test.use({ room: 'branding' })

const accentOf = (): string => getComputedStyle(document.documentElement).getPropertyValue('--accent').trim()

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled })

    test('a colour nobody can read is refused with the nearest that passes, and pages for people wear that one', async ({
      page,
      stack,
    }) => {
      await enterConsole(page, stack)
      await page.goto('/admin/settings/branding')
      const colour = page.getByLabel('Your colour')
      await colour.fill('#ffcc00')
      await page.getByRole('button', { name: 'Use this colour' }).click()
      await expect(page.getByText('This colour cannot be read on a white page.')).toBeVisible()
      if (javaScriptEnabled) await expect(colour).toBeFocused()
      const nearest = await colour.inputValue()
      expect(nearest).toMatch(/^#[0-9a-f]{6}$/)
      await page.getByRole('button', { name: 'Use this colour' }).click()
      await expect(page.getByText('The colour is in use from now on.')).toBeVisible()
      await page.goto('/')
      if (javaScriptEnabled) {
        expect(await page.evaluate(accentOf)).toBe(nearest)
        await lookAt(page, 'the start page in a colour of its own')
        expect(await page.evaluate(accentOf)).toBe(nearest)
      }
    })
  })

test('a dark logo without a ground of its own can be seen in the dark look', async ({ page, stack }) => {
  await enterConsole(page, stack)
  await page.goto('/admin/settings/branding')
  const ink = { create: { width: 48, height: 48, channels: 4, background: '#101418' } } as const
  const buffer = await sharp({ create: { width: 200, height: 48, channels: 4, background: '#0000' } })
    .composite([{ input: await sharp(ink).png().toBuffer(), left: 0, top: 0 }])
    .png()
    .toBuffer()
  await page.getByLabel('Picture').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer })
  await page.getByRole('button', { name: 'Use this logo' }).click()
  await expect(page.getByText('People see this logo from now on.')).toBeVisible()
  await lookAt(page, 'logo and colour')
  await page.goto('/')
  await page.emulateMedia({ colorScheme: 'dark' })
  const drawn = await sharp(await page.locator('header img').screenshot())
    .extract({ left: 150, top: 20, width: 8, height: 8 })
    .raw()
    .toBuffer()
  expect([...drawn.subarray(0, 3)]).toEqual([255, 255, 255])
})

test('a page from before the look changed still finds its colour and its logo [N-10]', async ({ page, stack }) => {
  await enterConsole(page, stack)
  const wear = async (colour: string, background: string): Promise<string[]> => {
    await page.goto('/admin/settings/branding')
    await page.getByLabel('Your colour').fill(colour)
    await page.getByRole('button', { name: 'Use this colour' }).click()
    await expect(page.getByText('The colour is in use from now on.')).toBeVisible()
    const buffer = await sharp({ create: { width: 96, height: 48, channels: 3, background } })
      .png()
      .toBuffer()
    await page.getByLabel('Picture').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer })
    await page.getByRole('button', { name: 'Use this logo' }).click()
    await expect(page.getByText('People see this logo from now on.')).toBeVisible()
    const html = await (await page.request.get('/')).text()
    return [...new Set(html.match(/\/brand\/[0-9a-f-]+\.(css|png)/g))]
  }
  const before = await wear('#7a1f5c', '#7a1f5c')
  const after = await wear('#1f5c7a', '#1f5c7a')
  expect(before).toHaveLength(2)
  expect(after.filter((path) => before.includes(path))).toEqual([])
  for (const path of [...before, ...after]) {
    const answer = await page.request.get(path)
    expect(answer.status(), path).toBe(200)
    expect(answer.headers()).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': path.endsWith('.css') ? 'text/css; charset=utf-8' : 'image/png',
      'x-content-type-options': 'nosniff',
    })
  }
  const sheet = before.find((path) => path.endsWith('.css')) ?? ''
  const other = await page.request.get(sheet.replace(/-[0-9a-f]{24}/, `-${'0'.repeat(24)}`))
  expect(other.headers()['cache-control']).toBe('public, no-cache')
  for (const path of ['/brand/none.css', `/brand/${'0'.repeat(24)}.png`, `/brand/ffcc00-${'0'.repeat(24)}.css`])
    expect((await page.request.get(path)).status(), path).toBe(404)
})
