import pg from 'pg'
import type { Browser } from 'playwright'
import { passSecondStep, setUp, trySignIn } from '../../e2e/pages/staff.ts'
import { sessionIndexKey } from '../seed/seal-row.ts'
import { seedSessions } from '../seed/seed-sessions.ts'
import { tellStories } from '../seed/tell-stories.ts'
import { makeSetupLink } from '../setup-link.ts'
import type { Stack } from '../stack.ts'
import type { Album } from './album.ts'

const month = { sessions: 2_000, days: 30 }

/** A believable month, so that the console is seen as it looks in use. */
const seedMonth = async (stack: Stack, say: (line: string) => void): Promise<void> => {
  const client = new pg.Client({ connectionString: stack.databaseUrl })
  await client.connect()
  try {
    const indexKey = sessionIndexKey(stack.env.NEXTAUTH_SECRET ?? '')
    await seedSessions(client, { ...month, now: new Date(), indexKey, say })
    await tellStories(client, { newest: month.sessions, encryptionKeys: stack.env.ENCRYPTION_KEYS ?? '' })
    await client.query('vacuum analyze')
  } finally {
    await client.end()
  }
}

const pages = [
  ['overview', '/admin'],
  ['overview-month', '/admin?days=30'],
  ['sessions', '/admin/sessions'],
  ['sessions-held', '/admin/sessions?status=held'],
  ['sessions-none', '/admin/sessions?q=SW-ZZZZ-ZZ'],
  ['invitations', '/admin/invitations'],
  ['invite-one', '/admin/invitations/new'],
  ['invite-many', '/admin/invitations/many'],
  ['poster', '/admin/invitations/poster'],
  ['templates', '/admin/templates'],
  ['template', '/admin/templates/tpl_standard'],
  ['settings', '/admin/settings'],
  ['branding', '/admin/settings/branding'],
  ['kept', '/admin/settings/kept'],
  ['team', '/admin/team'],
  ['export', '/admin/sessions/export'],
  ['audit', '/admin/audit'],
  ['ops', '/admin/ops'],
] as const

/** What a colleague sees, from the set-up link to every room of the console. */
export const showStaff = async (
  browser: Browser,
  stack: Stack,
  album: Album,
  say: (line: string) => void,
): Promise<void> => {
  const page = await (await browser.newContext({ baseURL: stack.origin })).newPage()
  const link = await makeSetupLink(stack.databaseUrl, stack.origin)
  if (!link) throw new Error('expected a set-up link')
  await page.goto(link.address)
  await album.all(page, 'set-up')
  await setUp(page, link.address)
  await album.all(page, 'sign-in')
  await trySignIn(page)
  await page.locator('#code').waitFor()
  await album.all(page, 'second-step-first-time')
  await passSecondStep(page, stack)
  await album.all(page, 'account')
  await page.goto('/admin')
  await album.all(page, 'overview-first-day')
  await seedMonth(stack, say)
  for (const [name, path] of pages) {
    await page.goto(path)
    await album.all(page, name)
    if (name === 'overview-month') await album.picture(page, 'overview', { size: 'desk', theme: 'light' })
    if (name === 'sessions') await album.picture(page, 'sessions', { size: 'desk', theme: 'light' })
  }
  await page.goto('/admin/sessions?status=held')
  await page.locator('tbody a').first().click()
  await page.waitForURL(/\/admin\/sessions\/kyc_/)
  await album.all(page, 'session')
  await album.picture(page, 'session', { size: 'desk', theme: 'dark' })
  await page
    .getByRole('link', { name: /Release/ })
    .first()
    .click()
  await album.all(page, 'release')
  await page.context().close()
}
