import { freePort } from '../scripts/free-port.ts'
import { startStack } from '../scripts/stack.ts'
import { expect, test } from './fixtures.ts'
import { startMail } from './mail-server.ts'
import { invite } from './pages/invite.ts'
import { lookAt } from './pages/look.ts'
import { enterConsole } from './pages/staff.ts'

test.describe('a link that has ended', () => {
  test.use({ javaScriptEnabled: false })

  test('leads to the business where no e-mail is sent, and so does a page that was open from before', async ({
    page,
    stack,
    otherBrowser,
  }) => {
    await enterConsole(page, stack)
    const link = await invite(page, 'ended-1')
    await stack.db.query(`update invitations set expires_at = now() where reference = 'ended-1'`)
    const person = await (await otherBrowser()).newPage()
    await person.goto(link)
    await expect(person.getByRole('heading', { name: /^This link ended on / })).toBeVisible()
    const main = person.getByRole('main')
    await expect(main).toContainText('ask Demo Bank for a new link')
    await expect(main).toContainText('help@bank.example')
    await expect(main.getByRole('button')).toHaveCount(0)
    await person.goto('/start/asked')
    await expect(person.getByRole('heading', { name: 'Ask Demo Bank for a new link' })).toBeVisible()
    await expect(main).toContainText('help@bank.example')
    await expect(main).not.toContainText('Look at your e-mail')
  })
})

test('a link that has ended is asked for anew by e-mail, and the answer tells nothing', async ({ browser }) => {
  const port = await freePort()
  const mail = await startMail(port)
  const stack = await startStack({
    adminUrl: process.env.E2E_DATABASE_URL ?? process.env.TEST_DATABASE_URL ?? '',
    env: { SMTP_URL: `smtp://kyc:pass@127.0.0.1:${port}`, MAIL_FROM: 'kyc@bank.example' },
  })
  const context = await browser.newContext({ baseURL: stack.origin })
  try {
    const page = await context.newPage()
    await enterConsole(page, stack)
    const links = [await invite(page, 'on-file', 'meera@home.example'), await invite(page, 'not-on-file')]
    await expect.poll(() => mail.state.letters, { timeout: 60_000 }).toBe(1)
    await stack.db.query('update invitations set expires_at = now()')
    const answers: string[] = []
    for (const link of links) {
      await page.goto(link)
      await page.getByRole('button', { name: 'Send me a new link' }).click()
      await expect(page).toHaveURL(/\/start\/asked$/)
      answers.push((await page.getByRole('main').textContent()) ?? '')
    }
    expect(answers[0]).toContain('If Demo Bank has an e-mail address for you')
    expect(answers[1]).toBe(answers[0])
    await expect.poll(() => mail.state.letters, { timeout: 60_000 }).toBe(2)
    await page.goto('/admin/invitations?find=on-file')
    await page.getByRole('link', { name: 'on-file', exact: true }).click()
    await expect(page.getByRole('cell', { name: 'Taken by the mail server' })).toHaveCount(2)
    await expect(page.getByText('does not mean that it arrived')).toBeVisible()
    await lookAt(page, 'an invitation whose e-mails were taken')
  } finally {
    await context.close()
    await stack.stop()
    await mail.close()
  }
})
