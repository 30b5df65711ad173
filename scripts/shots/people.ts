import type { Browser, Page } from 'playwright'
import type { DigilockerPage } from '../../e2e/pages/digilocker-page.ts'
import { StartPage, type Wish } from '../../e2e/pages/start-page.ts'
import type { Stack } from '../stack.ts'
import type { Album } from './album.ts'

/** What a person sees, from the first page to every end there is. */
export const showPeople = async (browser: Browser, stack: Stack, album: Album): Promise<void> => {
  const visit = async (path: string): Promise<Page> => {
    const page = await (await browser.newContext({ baseURL: stack.origin })).newPage()
    await page.goto(path)
    return page
  }
  const person = async (): Promise<StartPage> => new StartPage(await visit('/'))
  const leave = async (wish: Wish = {}): Promise<DigilockerPage> => (await person()).leave(wish)
  const done = (page: Page): Promise<void> => page.context().close()

  const start = await person()
  await album.all(start.page, 'start')
  await album.picture(start.page, 'start', { size: 'phone', theme: 'light' })
  await start.continueButton().click()
  await start.problems().first().waitFor()
  await album.all(start.page, 'start-problem')
  await start.declineButton().click()
  await start.page.waitForURL(/\/callback\//)
  await album.all(start.page, 'declined')
  await done(start.page)

  const all = await leave({ documents: ['Aadhaar', 'PAN'] })
  await album.all(all.page, 'digilocker-simulated')
  const full = await all.allow()
  await full.says(/You agreed to share 2 documents/)
  await album.all(full.page, 'full')
  await album.picture(full.page, 'result', { size: 'phone', theme: 'light' })
  await full.page.getByRole('link', { name: /Withdraw/ }).click()
  await album.all(full.page, 'withdraw')
  await done(full.page)

  const some = await (await leave({ documents: ['PAN', 'Driving licence'] })).allowOnly([/PAN/])
  await some.says(/1 of 2/)
  await album.all(some.page, 'partial')
  await done(some.page)

  const denied = await (await leave()).deny()
  await denied.says(/not completed/)
  await album.all(denied.page, 'not-completed')
  await done(denied.page)

  const late = await (await leave()).allowWithout({ lagSeconds: '10' })
  if (!late) throw new Error('expected to come back')
  await album.all(late.page, 'checking')
  await album.picture(late.page, 'waiting-dark', { size: 'phone', theme: 'dark' })
  await done(late.page)

  const away = await leave()
  await away.page.goto(stack.origin)
  await album.all(away.page, 'unfinished')
  await done(away.page)

  for (const [name, path] of [
    ['elsewhere', '/callback/elsewhere'],
    ['notice', '/notice'],
    ['accessibility', '/accessibility'],
    ['not-found', '/nothing-here'],
    ['status', '/status'],
    ['set-up-ended', '/setup'],
  ] as const) {
    const page = await visit(path)
    await album.all(page, name)
    await done(page)
  }
}
