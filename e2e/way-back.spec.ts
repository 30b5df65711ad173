import { expect, test } from './fixtures.ts'
import { ResultPage } from './pages/result-page.ts'
import { enterConsole } from './pages/staff.ts'
import { StartPage } from './pages/start-page.ts'

/* A person who opens the start page again is led to what they began before, also when the return arrived in another browser. */

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled })

    test('a finish in another browser is told on the start page of the first, which leads to its page [R-13]', async ({
      start,
      otherBrowser,
    }) => {
      const address = await (await start.leave()).finishElsewhere()
      const stranger = await (await otherBrowser()).newPage()
      await stranger.goto(address)
      await new ResultPage(stranger).says('You can close this page')
      await expect
        .poll(async () => {
          await start.page.goto('/')
          return start.page.getByText('DigiLocker reports a finish, but not in this browser').count()
        })
        .toBe(1)
      await expect(start.page.getByText(/You left for DigiLocker at/)).toHaveCount(0)
      await expect(start.continueButton()).toBeVisible()
      await start.page.getByRole('link', { name: 'See what happens next' }).click()
      await new ResultPage(start.page).says('We need to be sure it was you')
      await stranger.goto('/')
      await expect(stranger.getByText(/not in this browser|You finished on/)).toHaveCount(0)
    })

    test('a person who has finished finds the way back to the result on the start page [R-17]', async ({ start }) => {
      const { page } = start
      await expect(page.getByText(/You finished on/)).toHaveCount(0)
      await (await (await start.leave()).allow()).says('You agreed to share 1 document')
      await page.goto('/')
      await expect(page.getByText(/^You finished on \d+ \w+ \d{4}, .+ IST\./)).toBeVisible()
      await page.getByRole('link', { name: 'See the result' }).click()
      await new ResultPage(page).says('You agreed to share 1 document')
    })

    test('a result that is still being looked at is told on the start page [R-18]', async ({ start }) => {
      const result = await (await start.leave()).allowWithout({ lagSeconds: '10' })
      await result?.says('Checking with DigiLocker')
      await start.page.goto('/')
      await expect(start.page.getByText(/You came back from DigiLocker on/)).toBeVisible()
      await start.page.getByRole('link', { name: 'See how it stands' }).click()
      await new ResultPage(start.page).says(/Checking with DigiLocker|You agreed to share/)
    })
  })
}

test('an invited person whose return arrived elsewhere is led from the link to the held result [R-13] [R-25]', async ({
  page,
  stack,
  otherBrowser,
}) => {
  await enterConsole(page, stack)
  await page.goto('/admin/invitations/new')
  await page.getByLabel('Your reference').fill('case-held')
  await page.getByRole('button', { name: 'Create the invitation' }).click()
  const made = page.getByRole('status').filter({ hasText: 'The invitation is ready' })
  const link = /\/start\/[\w-]{43}/.exec((await made.textContent()) ?? '')?.[0] ?? ''
  const [first, second] = [await (await otherBrowser()).newPage(), await (await otherBrowser()).newPage()]
  await first.goto(link)
  await first.getByRole('button', { name: 'Continue' }).click()
  const address = await (await new StartPage(first).leave()).finishElsewhere()
  await second.goto(address)
  await new ResultPage(second).says('You can close this page')
  await expect
    .poll(async () => {
      await first.goto(link)
      return first.url()
    })
    .toMatch(/\/callback\//)
  await new ResultPage(first).says('We need to be sure it was you')
  // The other browser holds the link as well, and learns nothing of how it went.
  await second.goto(link)
  await expect(second.getByRole('heading', { name: /open on another device/ })).toBeVisible()
})
