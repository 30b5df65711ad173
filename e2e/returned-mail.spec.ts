import { freePort } from '../scripts/free-port.ts'
import { startStack } from '../scripts/stack.ts'
import { expect, test } from './fixtures.ts'
import { startMail } from './mail-server.ts'
import { lookAt } from './pages/look.ts'
import { enterConsole } from './pages/staff.ts'

test('an e-mail that came back is marked on the invitation and in the list, until nobody is waited for', async ({
  browser,
}) => {
  const port = await freePort()
  const mail = await startMail(port, ['gone@home.example'])
  const stack = await startStack({
    adminUrl: process.env.E2E_DATABASE_URL ?? process.env.TEST_DATABASE_URL ?? '',
    env: { SMTP_URL: `smtp://kyc:pass@127.0.0.1:${port}`, MAIL_FROM: 'kyc@bank.example' },
  })
  const context = await browser.newContext({ baseURL: stack.origin })
  try {
    const page = await context.newPage()
    await enterConsole(page, stack)
    for (const name of ['gone', 'there']) {
      await page.goto('/admin/invitations/new')
      await page.getByLabel('Your reference').fill(`case ${name}`)
      await page.getByLabel('E-mail', { exact: true }).fill(`${name}@home.example`)
      await page.getByRole('button', { name: 'Create the invitation' }).click()
      const made = page.getByRole('status').filter({ hasText: 'The invitation is ready' })
      await expect(made).toContainText('An e-mail with a link of its own is on its way to the person.')
    }
    const settled = async () => {
      const { rows } = await stack.db.query('select state from mail_messages order by created_at')
      return rows.map(({ state }) => state)
    }
    await expect.poll(settled, { timeout: 60_000 }).toEqual(['bounced', 'sent'])
    expect(mail.state.letters).toBe(1)

    await page.goto('/admin/invitations')
    const row = (name: string) => page.getByRole('row').filter({ hasText: name })
    await expect(row('case gone')).toContainText('No such e-mail address')
    await expect(row('case there')).not.toContainText('No such e-mail address')
    await lookAt(page, 'a list with an e-mail that came back')

    await page.getByRole('link', { name: 'case gone' }).click()
    await expect(page.getByText('The e-mail came back: there is no such address')).toBeVisible()
    await expect(page.getByText(/mail server.s answer: 550/)).toBeVisible()
    await expect(page.getByText('came back: the server does not take it')).toBeVisible()
    await lookAt(page, 'an invitation whose e-mail came back')

    await page.getByRole('link', { name: 'Close the invitation' }).click()
    await page.getByRole('button', { name: 'Close 1 invitation' }).click()
    await expect(page.getByRole('status').filter({ hasText: '1 invitation closed' })).toBeVisible()
    await page.goto('/admin/invitations?find=case')
    await expect(row('case gone')).not.toContainText('No such e-mail address')
  } finally {
    await context.close()
    await stack.stop()
    await mail.close()
  }
})
