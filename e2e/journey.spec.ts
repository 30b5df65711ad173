import { expect, test } from './fixtures.ts'
import { DigilockerPage } from './pages/digilocker-page.ts'
import { ResultPage } from './pages/result-page.ts'
import { StartPage } from './pages/start-page.ts'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled })

    test('a person shares all documents and sees the consent tied to its session_id [R-08]', async ({
      start,
      simulator,
    }) => {
      await expect(start.heading()).toHaveText('Demo Bank asks to see your documents')
      const digilocker = await start.leave({ documents: ['Aadhaar', 'PAN'] })
      const result = await digilocker.allow()
      await result.says('You agreed to share 2 documents')
      const [init] = await simulator.calls({ endpoint: 'init' })
      await expect(result.page.getByText(init?.session_id ?? 'none')).toBeVisible()
      expect(result.page.url()).not.toContain(init?.session_id ?? 'none')
    })

    test('a person shares fewer documents than asked and reads which are missing', async ({ start }) => {
      const digilocker = await start.leave({ documents: ['PAN', 'Driving licence'] })
      const result = await digilocker.allowOnly([/PAN/])
      await result.says('You agreed to share 1 of 2 documents')
      await expect(result.page.getByText(/Not included: driving licence/i)).toBeVisible()
    })

    test('a person who denies at DigiLocker reads that nothing was received, and may try again', async ({ start }) => {
      const result = await (await start.leave()).deny()
      await result.says('Sharing was not completed')
      await expect(result.page.getByRole('link', { name: 'Try again' })).toHaveAttribute('href', '/')
    })

    test('a person whose sign-in fails is told the same as one who denies', async ({ start }) => {
      await (await (await start.leave()).failSignIn()).says('Sharing was not completed')
    })

    test('a result that lags behind the return appears by itself', async ({ start }) => {
      const result = await (await start.leave()).allowWithout({ lagSeconds: '3' })
      await result?.says('Checking with DigiLocker')
      await result?.says('You agreed to share 1 document')
    })

    test('a person who says no here is believed, and the provider hears nothing of it', async ({
      start,
      simulator,
    }) => {
      await start.declineButton().click()
      await new ResultPage(start.page).says('You chose not to share')
      expect((await simulator.stats()).counts.init).toBe(0)
    })

    test('wrong answers come back at their fields with what was typed kept', async ({ start }) => {
      await start.page.getByRole('radio', { name: 'I need a new one' }).check()
      await start.page.getByLabel(/Mobile number/).fill('12345')
      await start.document('PAN').check()
      await start.continueButton().click()
      await expect(start.problems().first()).toBeVisible()
      await expect(start.page.getByText(/Enter 10 digits that start with/).first()).toBeVisible()
      await expect(start.page.getByText(/Tick the box if you agree/).first()).toBeVisible()
      await expect(start.document('PAN')).toBeChecked()
      await expect(start.page.getByLabel(/Mobile number/)).toHaveValue('12345')
      await expect(start.page).toHaveTitle(/^Problem:/)
    })

    test('a person who comes back by the back button can continue there without a second init [R-05] [R-18]', async ({
      start,
      simulator,
    }) => {
      await start.leave()
      await start.page.goto('/')
      await expect(start.page.getByText(/You left for DigiLocker at/)).toBeVisible()
      await start.page.getByRole('button', { name: 'Continue there' }).click()
      await (await new DigilockerPage(start.page).allow()).says('You agreed to share 1 document')
      expect((await simulator.stats()).counts.init).toBe(1)
    })

    test('a person withdraws in two presses and reads what that means [L-06] [L-08]', async ({ start }) => {
      const result = await (await start.leave()).allow()
      await result.says('You agreed to share 1 document')
      await result.page.getByRole('link', { name: 'Withdraw my permission' }).click()
      await result.page.getByRole('button', { name: 'Withdraw my permission' }).click()
      await result.says('You withdrew your permission')
      await expect(result.page.getByText(/What happened before stays lawful/)).toBeVisible()
    })

    test('reload, back and a second visit show the same result and ask the provider no more [R-16] [R-17]', async ({
      start,
      simulator,
    }) => {
      const result = await (await start.leave()).allow()
      await result.says('You agreed to share 1 document')
      const before = (await simulator.stats()).counts.status
      await result.page.reload()
      await result.says('You agreed to share 1 document')
      await result.page.goto('/')
      await result.page.goBack()
      await result.says('You agreed to share 1 document')
      expect((await simulator.stats()).counts.status).toBe(before)
    })

    for (const redirectMode of ['session_id', 'none', 'code_state', 'error_forwarded', 'double_question_mark'])
      test(`the way back "${redirectMode}" ends at the same result with a clean address [R-11]`, async ({ start }) => {
        const result = await (await start.leave()).allowWithout({ redirectMode })
        await result?.says('You agreed to share 1 document')
        await expect(start.page).toHaveURL(/\/callback\/[A-Za-z0-9_-]{43}$/)
      })
  })
}

test('a finish in another browser is held, shows nothing personal there, and can be started again here [R-12] [R-13]', async ({
  start,
  otherBrowser,
}) => {
  const address = await (await start.leave()).finishElsewhere()
  const stranger = await (await otherBrowser()).newPage()
  await stranger.goto(address)
  await expect(stranger).toHaveURL(/\/callback\/elsewhere$/)
  await new ResultPage(stranger).says('You can close this page')
  await start.page.goto(address)
  await new ResultPage(start.page).says('We need to be sure it was you')
  await start.page.getByRole('link', { name: 'Start again in this browser' }).click()
  await (await (await new StartPage(start.page).leave()).allow()).says('You agreed to share 1 document')
})

test('a made-up nonce and a foreign handle are answered like strangers [R-12] [R-20]', async ({
  start,
  otherBrowser,
}) => {
  const result = await (await start.leave()).allow()
  await result.says('You agreed to share 1 document')
  const stranger = await (await otherBrowser()).newPage()
  await stranger.goto(`/callback/${'n'.repeat(43)}/return?session_id=x&status=success`)
  await expect(stranger).toHaveURL(/\/callback\/elsewhere$/)
  const answer = await stranger.goto(result.page.url())
  expect(answer?.status()).toBe(404)
  const status = await stranger.request.get(`${result.page.url()}/status`)
  expect(status.status()).toBe(404)
})

test('three tabs of one browser finish without touching each other [R-18]', async ({ context, stack }) => {
  const wishes = [['PAN'], ['Aadhaar'], ['PAN', 'Aadhaar']] as const
  const tabs = []
  // One after another: a browser without a cookie that opens three at once is given three, and keeps the last.
  for (const documents of wishes) {
    const page = await context.newPage()
    await page.goto(stack.origin)
    tabs.push({ page, documents })
  }
  const digilockers = []
  for (const { page, documents } of tabs) digilockers.push(await new StartPage(page).leave({ documents }))
  const [first, second, third] = digilockers
  if (!first || !second || !third) throw new Error('three tabs were opened')
  await (await second.deny()).says('Sharing was not completed')
  await (await first.allow()).says('You agreed to share 1 document')
  await (await third.allow()).says('You agreed to share 2 documents')
})

test('what is chosen while the early messages are still on their way stays chosen', async ({ start }) => {
  const { page } = start
  let arrive = () => {}
  const held = new Promise<void>((resolve) => {
    arrive = resolve
  })
  const fetched: Promise<void>[] = []
  await page.route('**/_next/static/**', (route) => {
    const passing = held.then(() => route.continue())
    fetched.push(passing)
  })
  await page.getByRole('radio', { name: 'I need a new one' }).check()
  await start.fill({ documents: ['PAN', 'Aadhaar'] })
  await start.document('PAN').uncheck({ force: true })
  await expect.poll(() => fetched.length).toBeGreaterThan(0)
  arrive()
  // The messages are at work once leaving a wrong number is answered; until then leaving it changes nothing.
  await page.getByLabel(/Mobile number/).fill('12345')
  await expect(async () => {
    await page.getByLabel(/Mobile number/).focus()
    await page.getByLabel(/Mobile number/).blur()
    await expect(page.getByText(/Enter 10 digits that start with/).first()).toBeVisible({ timeout: 500 })
  }).toPass({ timeout: 20_000 })
  await expect(page.getByRole('radio', { name: 'I need a new one' })).toBeChecked()
  await expect(start.document('Aadhaar')).toBeChecked()
  await expect(start.document('PAN')).not.toBeChecked()
  await expect(start.agreement()).toBeChecked()
})

test('a double click makes one init [R-04]', async ({ start, simulator }) => {
  await start.fill()
  await start.continueButton().dblclick()
  await expect(new DigilockerPage(start.page).ribbon()).toBeVisible()
  expect((await simulator.stats()).counts.init).toBe(1)
})
