import { expect, test } from './fixtures.ts'
import { lookAt } from './pages/look.ts'
import { enterConsole } from './pages/staff.ts'
import { StartPage } from './pages/start-page.ts'

// It renames what all others look for.
test.use({ room: 'long words' })

test('the longest words colleagues and the business can type, and the widest dates, scroll no list sideways', async ({
  page,
  stack,
  otherBrowser,
}) => {
  await enterConsole(page, stack)
  await page.goto('/admin/invitations/many')
  const domain = `${'w'.repeat(60)}.${'w'.repeat(60)}.example`
  await page
    .getByLabel('Or paste the rows here')
    .fill(
      [
        'reference,name,email',
        `${'R'.repeat(64)},${'N'.repeat(80)},`,
        `${'M'.repeat(64)},,${'m'.repeat(60)}@${domain}`,
        '=1,,',
      ].join('\n'),
    )
  await page.getByRole('button', { name: 'Look through the file' }).click()
  await page.getByRole('button', { name: 'Create 2 invitations' }).click()
  await expect(page.getByText('2 invitations created')).toBeVisible({ timeout: 60_000 })
  const file = new URL(page.url()).pathname

  await page.goto('/admin/invitations/new')
  await page.getByLabel('Your reference').fill('W'.repeat(64))
  await page.getByLabel('E-mail', { exact: true }).fill(`w@${domain}`)
  await page.getByRole('button', { name: 'Create the invitation' }).click()
  const made = page.getByRole('status').filter({ hasText: 'The invitation is ready' })
  const link = /\/start\/[\w-]{43}/.exec((await made.textContent()) ?? '')?.[0] ?? ''
  await lookAt(page, 'an invitation that was just made')
  const invitation = new URL(page.url()).pathname
  const phone = await (await otherBrowser()).newPage()
  await phone.goto(link)
  await phone.getByRole('button', { name: 'Continue' }).click()
  await new StartPage(phone).leave()

  const widest = '2026-09-28T17:28:48Z'
  for (const change of [
    `update staff set name = repeat('W', 80)`,
    `update templates set name = repeat('W', 60)`,
    `update kyc_sessions set created_at = '${widest}'`,
    `update invite_imports set created_at = '${widest}'`,
    `update invitations set created_at = '${widest}', expires_at = '${widest}'`,
  ])
    await stack.db.query(change)
  await page.goto('/admin/sessions')
  await page.getByRole('table').getByRole('row').nth(1).getByRole('link').first().click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Session')
  const session = new URL(page.url()).pathname
  for (const [what, path] of [
    ['the list of invitations', '/admin/invitations'],
    ['an invitation', invitation],
    ['the files of people', '/admin/invitations/many'],
    ['a file of people', file],
    ['the list of sessions', '/admin/sessions'],
    ['a session', session],
    ['the trail', '/admin/audit'],
    ['the team', '/admin/team'],
    ['the overview', '/admin'],
    ['the own account', '/admin/account'],
  ] as const) {
    await page.goto(path)
    await lookAt(page, what)
  }
})
