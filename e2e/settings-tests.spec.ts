import type { Page } from 'playwright/test'
import { freePort } from '../scripts/free-port.ts'
import { expect, test } from './fixtures.ts'
import { startMail } from './mail-server.ts'
import { lookAt } from './pages/look.ts'
import { startSsoWorld } from './pages/sso-world.ts'
import { signIn } from './pages/staff.ts'

const password = 'the-mail-password'

const press = async (page: Page, name: string): Promise<void> => {
  await page.goto('/admin/settings')
  await page.getByRole('button', { name }).click()
}

for (const javaScriptEnabled of [true, false])
  test(`an administrator tries e-mail and single sign-on ${javaScriptEnabled ? 'with' : 'without'} scripts, and reads what to do [A-11] [G-01]`, async ({
    stack,
    browser,
  }) => {
    const port = await freePort()
    const mail = await startMail(port)
    const world = await startSsoWorld(stack, browser, {
      javaScriptEnabled,
      over: { SMTP_URL: `smtp://kyc:${password}@127.0.0.1:${port}`, MAIL_FROM: 'kyc@bank.example' },
    })
    const { page, provider } = world
    await signIn(page, world.stack)

    await press(page, 'Send a test message to myself')
    await expect(page.getByRole('status').filter({ hasText: 'Accepted by 127.0.0.1' })).toBeVisible()
    expect(mail.state.letters).toBe(1)
    mail.state.refuses = true
    await press(page, 'Send a test message to myself')
    await expect(page.getByRole('alert').filter({ hasText: 'refused the message with answer 550' })).toBeVisible()
    if (javaScriptEnabled) await lookAt(page)
    await mail.close()
    await press(page, 'Send a test message to myself')
    await expect(page.getByRole('alert').filter({ hasText: '127.0.0.1 could not be reached' })).toBeVisible()

    await press(page, 'Test single sign-on')
    const works = page.getByRole('status').filter({ hasText: 'Everything a sign-in needs is there' })
    await expect(works.getByRole('listitem')).toHaveCount(9)
    await expect(works.getByText('not ok')).toHaveCount(0)
    if (javaScriptEnabled) await lookAt(page)
    provider.process.kill('SIGSTOP')
    await press(page, 'Test single sign-on')
    await expect(page.getByText('It did not answer within 5 seconds.')).toBeVisible({ timeout: 15_000 })
    provider.process.kill('SIGCONT')
    await provider.kill()
    await press(page, 'Test single sign-on')
    const failed = page.getByRole('alert').filter({ hasText: 'Single sign-on would not work now' })
    await expect(failed.getByText('It could not be reached.')).toBeVisible()
    await expect(failed.getByText('not looked at')).toHaveCount(7)
    const { rows } = await stack.db.query(`select body from audit_events where action in ('mail.tested', 'sso.tested')`)
    expect(rows.length).toBeGreaterThanOrEqual(6)
    const shown = `${await page.content()} ${JSON.stringify(rows)}`
    for (const secret of [password, 'a secret of the identity provider']) expect(shown).not.toContain(secret)
    await world.end()
  })
