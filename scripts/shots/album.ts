import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'

const sizes = [
  { width: 360, height: 740 },
  { width: 1280, height: 800 },
] as const
const themes = ['light', 'dark'] as const

export type Album = {
  /** Takes the page as it is now, whole, at both sizes in both themes. */
  all(page: Page, name: string): Promise<void>
  /** One picture of the README: what fits the window, no more. */
  picture(page: Page, name: string, look: { size: 'phone' | 'desk'; theme: 'light' | 'dark' }): Promise<void>
}

/** @param folder where every page lies at two sizes in two themes; @param pictures the README's own */
export const openAlbum = (folder: string, pictures: string): Album => {
  for (const path of [folder, pictures]) mkdirSync(path, { recursive: true })
  const set = async (page: Page, size: (typeof sizes)[number], theme: 'light' | 'dark') => {
    await page.setViewportSize(size)
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
  }
  return {
    all: async (page, name) => {
      for (const size of sizes)
        for (const theme of themes) {
          await set(page, size, theme)
          await page.screenshot({ path: join(folder, `${name}-${size.width}-${theme}.png`), fullPage: true })
        }
    },
    picture: async (page, name, { size, theme }) => {
      await set(page, size === 'phone' ? sizes[0] : sizes[1], theme)
      await page.screenshot({ path: join(pictures, `${name}.png`) })
    },
  }
}
