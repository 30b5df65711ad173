import type { Page } from 'playwright/test'
import { expect, test } from './fixtures.ts'
import { DigilockerPage } from './pages/digilocker-page.ts'
import { lookAt } from './pages/look.ts'
import { ResultPage } from './pages/result-page.ts'

test.describe.configure({ timeout: 120_000 })

test('the start page is free of axe findings in each of its states [L-02]', async ({ start, simulator }) => {
  const { page } = start
  await lookAt(page, 'start')
  for (const details of await page.locator('main details:not([open]) > summary').all()) await details.click()
  await lookAt(page, 'start, all opened')
  await start.continueButton().click()
  await expect(start.problems().first()).toBeVisible()
  await lookAt(page, 'start with errors')
  await page.getByRole('radio', { name: 'I need a new one' }).check()
  await page.getByLabel(/Mobile number/).fill('1')
  await start.continueButton().click()
  await expect(page.getByText(/Enter 10 digits that start with/).first()).toBeVisible()
  await lookAt(page, 'start with a wrong number')
  await page.getByRole('radio', { name: 'I have a DigiLocker account' }).check()
  await start.fill()
  for (const [status, message] of [
    [429, 'Too Many Requests'],
    [403, 'Insufficient credits'],
    [504, 'Endpoint request timed out'],
  ] as const) {
    await simulator.fault({ endpoint: 'init', kind: 'error', status, message, times: 1 })
    await start.continueButton().click()
    await expect(page.getByText(/Press Continue again in|is not available right now|did not answer/)).toBeVisible()
    await lookAt(page, `start after ${status}`)
  }
  await page.goto('/')
  await start.leave()
  await page.goto('/')
  await expect(page.getByText(/You left for DigiLocker at/)).toBeVisible()
  await lookAt(page, 'start with an unfinished attempt')
})

test('the pages around the journey are free of axe findings', async ({ page }) => {
  for (const path of ['/notice', '/accessibility', '/callback/elsewhere', '/nowhere', '/sign-in']) {
    await page.goto(path)
    await lookAt(page, path)
  }
})

const consented = "documents_consented = array['pan']"
/** Each view a result page can have, as the row that makes it. */
const views: readonly [name: string, heading: RegExp, row: string][] = [
  ['opening', /Opening DigiLocker/, `status = 'starting', sent_at = null`],
  ['away', /not back from DigiLocker yet/, `status = 'at_provider', bound_return_at = null`],
  ['checking', /Checking with DigiLocker/, `status = 'at_provider', bound_return_at = now()`],
  [
    'checking, stuck and the provider silent',
    /Checking with DigiLocker/,
    `status = 'at_provider', bound_return_at = now() - interval '3 minutes', unread_since = now() - interval '3 minutes'`,
  ],
  ['full', /You agreed to share 1 document/, `status = 'succeeded', ${consented}`],
  [
    'partial',
    /You agreed to share 1 of 2 documents/,
    `status = 'partial', ${consented}, doc_types = array['pan', 'aadhaar']`,
  ],
  ['none', /No document was chosen/, `status = 'none', documents_consented = array[]::text[]`],
  ['unlisted', /DigiLocker finished/, `status = 'none', documents_consented = null`],
  ['not completed', /Sharing was not completed/, `status = 'failed'`],
  ['expired', /The time at DigiLocker ran out/, `status = 'expired'`],
  ['held after another browser', /We need to be sure it was you/, `status = 'held', held_reason = 'unbound_return'`],
  ['held without a return', /We need to be sure it was you/, `status = 'held', held_reason = 'no_return'`],
  ['refused', /You chose not to share/, `status = 'declined'`],
  ['cancelled by the person', /You cancelled this request/, `status = 'cancelled', cancelled_by = 'person'`],
  ['cancelled by staff', /closed this request/, `status = 'cancelled', cancelled_by = 'admin'`],
  ['withdrawn', /You withdrew your permission/, `status = 'withdrawn', ${consented}`],
  ['start unanswered', /did not answer/, `status = 'init_unknown'`],
  ['start failed', /./, `status = 'start_failed'`],
  ['lost', /./, `status = 'lost'`],
]

const halves = [views.slice(0, 10), views.slice(10)]
for (const [index, half] of halves.entries())
  test(`every view of a result is free of axe findings, part ${index + 1}: ${half.map(([name]) => name).join(', ')}`, async ({
    start,
    stack,
  }) => {
    const { page } = start
    await start.leave()
    const { rows } = await stack.db.query<{ id: string; handle: string }>(
      'select id, handle from kyc_sessions order by created_at desc limit 1',
    )
    const { id = '', handle = '' } = rows[0] ?? {}
    for (const [name, heading, row] of half) {
      const settled = /status = '(starting|at_provider|held)'/.test(row) ? 'null' : 'now()'
      // Nobody is to read or move it meanwhile.
      await stack.db.query(
        `update kyc_sessions set sent_at = created_at, doc_types = array['pan'], unread_since = null, cancelled_by = null, held_reason = null,
           documents_consented = null, next_read_at = null, lease_until = now() + interval '1 hour', finished_at = ${settled} where id = $1`,
        [id],
      )
      await stack.db.query(`update kyc_sessions set ${row} where id = $1`, [id])
      await page.goto(`/callback/${handle}`)
      await expect(page.getByRole('heading', { level: 1 }), name).toHaveText(heading)
      for (const summary of await page.locator('main details:not([open]) > summary').all()) await summary.click()
      await lookAt(page, name)
      if (name === 'full') {
        await page.goto(`/callback/${handle}/withdraw`)
        await lookAt(page, 'withdraw')
      }
    }
  })

/** Presses Tab until `name` has the focus, as somebody does who sees only where the focus is. */
const tabTo = async (
  page: Page,
  role: 'checkbox' | 'radio' | 'button' | 'link',
  name: string | RegExp,
): Promise<void> => {
  const wanted = page.getByRole(role, { name }).first()
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab')
    if (await wanted.evaluate((element) => element === document.activeElement)) {
      const seen = await wanted.evaluate((element) => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
        const card = element.closest('label')
        const around = card ? getComputedStyle(card) : null
        const drawn = (style: string, width: string) => style !== 'none' && Number.parseFloat(width) > 0
        return (
          drawn(outlineStyle, outlineWidth) ||
          boxShadow !== 'none' ||
          (around !== null && drawn(around.outlineStyle, around.outlineWidth))
        )
      })
      expect(seen, `the focus on "${name}" can be seen`).toBe(true)
      return
    }
  }
  throw new Error(`60 presses of Tab never reached the ${role} "${name}"`)
}

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'by keyboard, with scripts' : 'by keyboard, without scripts', () => {
    test.use({ javaScriptEnabled })

    test('the whole journey, wrong first and withdrawn at the end, needs no pointer [L-06]', async ({ start }) => {
      const { page } = start
      await page.keyboard.press('Tab')
      await expect(page.getByRole('link', { name: /skip/i })).toBeFocused()
      await page.keyboard.press('Enter')
      await tabTo(page, 'button', 'Continue to DigiLocker')
      await page.keyboard.press('Enter')
      await expect(start.problems().first()).toBeVisible()
      await page.keyboard.press('Home')
      await tabTo(page, 'checkbox', 'PAN')
      await page.keyboard.press('Space')
      await tabTo(page, 'radio', 'I have a DigiLocker account')
      await page.keyboard.press('ArrowDown')
      await expect(page.getByRole('radio', { name: 'I need a new one' })).toBeChecked()
      await page.keyboard.press('ArrowUp')
      await tabTo(page, 'checkbox', /I agree/)
      await page.keyboard.press('Space')
      await tabTo(page, 'button', 'Continue to DigiLocker')
      await page.keyboard.press('Enter')
      await expect(new DigilockerPage(page).ribbon()).toBeVisible()
      await page.getByRole('button', { name: 'Allow', exact: true }).focus()
      await page.keyboard.press('Enter')
      await new ResultPage(page).says('You agreed to share 1 document')
      await tabTo(page, 'link', 'Withdraw my permission')
      await page.keyboard.press('Enter')
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Withdraw your permission?')
      await tabTo(page, 'button', 'Withdraw my permission')
      await page.keyboard.press('Enter')
      await new ResultPage(page).says('You withdrew your permission')
    })
  })
