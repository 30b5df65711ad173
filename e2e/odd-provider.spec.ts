import { expect, test } from './fixtures.ts'
import { sweepNow } from './matrix/world.ts'
import { DigilockerPage } from './pages/digilocker-page.ts'

/*
 * Where the contract only assumes, the simulator can play each guess. Whatever the provider turns out to do, the person
 * ends on the right page.
 */

const oddWays: readonly [string, Record<string, unknown>][] = [
  ['answers the token at the top level', { legacyTokenShape: true }],
  ['gives tokens whose exp is in milliseconds', { tokenExpUnit: 'ms' }],
  ['gives tokens that are over at once', { tokenLifetimeS: 1 }],
  ['ends older tokens with each new one', { newTokenRevokesOld: true }],
  ['refuses a token with 401', { badTokenStatus: 401, tokenLifetimeS: 1 }],
  ['reads consent_expiry in seconds', { consentUnit: 'seconds' }],
  ['names the product "sdk" in the status', { statusEntity: 'sdk' }],
  ['names no product in the status', { statusEntity: 'absent' }],
  ['takes 3 s to tell of the return', { statusLagMs: 3_000 }],
  ['is slow at everything', { latencyMs: { authenticate: 700, init: 1_200, status: 1_200 } }],
]

for (const [name, settings] of oddWays)
  test(`a provider that ${name} still leads to the result [F-16] [R-08]`, async ({ start, simulator }) => {
    await simulator.settings(settings)
    const result = await (await start.leave({ documents: ['PAN', 'Aadhaar'] })).allow()
    await result.says('You agreed to share 2 documents')
  })

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled })

    test('a provider that names no documents leads to the page that says so [F-09]', async ({ start, simulator }) => {
      await simulator.settings({ omitDocumentsConsented: true })
      await (await (await start.leave()).allow()).says('DigiLocker finished')
    })

    test('a provider that keeps a denial as created shows the wait, then that time ran out [F-12]', async ({
      start,
      simulator,
      stack,
    }) => {
      await simulator.settings({ denialStatus: 'created_until_expired' })
      const result = await (await start.leave()).deny()
      await result.says('Checking with DigiLocker')
      await simulator.forward(66 * 60_000)
      const past = `- interval '63 minutes'`
      await stack.db.query(
        `update kyc_sessions set created_at = created_at ${past}, sent_at = sent_at ${past}, consent_expiry = consent_expiry ${past},
           bound_return_at = bound_return_at ${past}, last_pending_at = last_pending_at ${past}, next_read_at = now()
         where status = 'at_provider'`,
      )
      await sweepNow(stack.db)
      const says = async () => {
        await result.page.reload()
        return result.heading().textContent()
      }
      await expect.poll(says, { timeout: 30_000 }).toBe('The time at DigiLocker ran out')
    })

    test('a provider in test mode, which knows no DigiLocker, tells the person that nothing was shared [F-02]', async ({
      start,
      simulator,
    }) => {
      await simulator.settings({ testHostMode: true })
      await start.fill()
      await start.continueButton().click()
      await expect(start.page.getByText('This service is not available right now. Nothing was shared.')).toBeVisible()
      await expect(start.document('PAN')).toBeChecked()
    })

    test('an address at the provider that is not on the list is not opened, and the answers are kept [R-07] [F-11]', async ({
      start,
      simulator,
    }) => {
      await simulator.settings({ authorizationUrlOverride: 'https://digilocker.meripehchaan.gov.in.evil.example/x' })
      await start.fill()
      await start.continueButton().click()
      await expect(start.page.getByText('We could not open DigiLocker safely. Nothing was shared.')).toBeVisible()
      await expect(start.document('PAN')).toBeChecked()
    })

    test('a provider that is busy asks for another press, which finishes without typing anything again [F-03]', async ({
      start,
      simulator,
    }) => {
      await start.page.getByRole('radio', { name: 'I need a new one' }).check()
      await start.page.getByLabel(/Mobile number/).fill('9876501234')
      await start.fill({ documents: ['PAN'] })
      await simulator.fault({ endpoint: 'init', kind: 'error', status: 429, message: 'Too Many Requests', times: 1 })
      await start.continueButton().click()
      await expect(start.page.getByText(/Press Continue again in/)).toBeVisible()
      await expect(start.page.getByLabel(/Mobile number/)).toHaveValue('9876501234')
      await start.continueButton().click()
      await (await new DigilockerPage(start.page).allow()).says('You agreed to share 1 document')
      expect((await simulator.stats()).counts.init).toBe(2)
    })

    for (const [label, heading] of [
      ['Agrees to all documents', 'You agreed to share 2 documents'],
      ['Agrees to the first document only', 'You agreed to share 1 of 2 documents'],
      ['Finishes without choosing a document', 'No document was chosen'],
      ['Refuses', 'Sharing was not completed'],
      ['Fails to sign in', 'Sharing was not completed'],
      // All three end alike, after seconds of waiting; without scripts one of them shows it.
      ...(javaScriptEnabled
        ? ([
            ['Agrees; the next 3 status calls answer 429', 'You agreed to share 2 documents'],
            ['Agrees; the next 3 status calls answer 503', 'You agreed to share 2 documents'],
          ] as const)
        : []),
      ['Agrees; the next 3 status calls answer a web page', 'You agreed to share 2 documents'],
    ] as const)
      test(`a tester who picks "${label}" reaches "${heading}" [F-15]`, async ({ start }) => {
        const digilocker = await start.leave({ documents: ['PAN', 'Aadhaar'] })
        const result = await digilocker.play(label)
        // The wait between two looks is at most a few seconds here.
        await expect(result.heading()).toHaveText(heading, { timeout: 45_000 })
      })

    test('a person cancels while DigiLocker is still open, and reads that it is closed [L-06]', async ({ start }) => {
      await start.leave()
      await start.page.goto('/')
      await start.page.getByRole('link', { name: 'Check the result' }).click()
      await expect(start.heading()).toHaveText('You are not back from DigiLocker yet')
      await start.page.getByRole('button', { name: 'Cancel this request' }).click()
      await expect(start.heading()).toHaveText('You cancelled this request')
    })

    test('looking by itself can be stopped and taken up again', async ({ start }) => {
      const result = await (await start.leave()).allowWithout({ lagSeconds: '10' })
      await result?.says('Checking with DigiLocker')
      await start.page.getByRole('link', { name: 'Stop checking by itself' }).click()
      await expect(start.page.getByText('This page does not check by itself.')).toBeVisible()
      await start.page.getByRole('link', { name: 'Check by itself again' }).click()
      // The provider that answered 429 to the tests before is asked more slowly for a while.
      await expect(start.heading()).toHaveText('You agreed to share 1 document', { timeout: 45_000 })
    })
  })
