import type { Page } from 'playwright/test'
import { expect, test } from './fixtures.ts'
import { DigilockerPage } from './pages/digilocker-page.ts'
import { lookAt } from './pages/look.ts'
import { enterConsole } from './pages/staff.ts'
import { StartPage } from './pages/start-page.ts'
import { endTemplateNow, templateNamed } from './pages/template.ts'

/* An end of a template cannot be taken back: whoever was invited with it reads so, at every step of the way. */

const inviteWith = async (page: Page, template: string, reference: string): Promise<string> => {
  await page.goto('/admin/invitations/new')
  await page.getByLabel('Your reference').fill(reference)
  await page.getByLabel('Template').selectOption({ label: template })
  await page.getByRole('button', { name: 'Create the invitation' }).click()
  const made = page.getByRole('status').filter({ hasText: 'The invitation is ready' })
  await expect(made).toBeVisible()
  return /\/start\/[\w-]{43}/.exec((await made.textContent()) ?? '')?.[0] ?? ''
}

const readsClosed = async (person: Page) => {
  await expect(person.getByRole('heading', { level: 1, name: /^Demo Bank closed this request on / })).toBeVisible()
  const main = person.getByRole('main')
  await expect(main).toContainText('help@bank.example')
  await expect(main.getByRole('button')).toHaveCount(0)
  await expect(main.getByRole('textbox')).toHaveCount(0)
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled })
    // Axe is a script.
    const look = javaScriptEnabled ? lookAt : async () => undefined

    test('a link whose template has ended reads as closed, also where its page or its form was open from before [R-25]', async ({
      page,
      stack,
      otherBrowser,
    }) => {
      const name = javaScriptEnabled ? 'Over' : 'Overplain'
      await enterConsole(page, stack)
      const template = await templateNamed(stack, name)
      const links = [
        await inviteWith(page, name, `${name}-welcome`),
        await inviteWith(page, name, `${name}-form`),
        await inviteWith(page, name, `${name}-no`),
      ] as const
      const person = await otherBrowser()
      const [welcome, form, no] = [await person.newPage(), await person.newPage(), await person.newPage()]
      await welcome.goto(links[0])
      for (const [opened, link] of [
        [form, links[1]],
        [no, links[2]],
      ] as const) {
        await opened.goto(link)
        await opened.getByRole('button', { name: 'Continue' }).click()
        await expect(new StartPage(opened).continueButton()).toBeVisible()
      }
      await new StartPage(no).declineButton().click()
      await expect(no.getByRole('heading', { level: 1, name: 'You chose not to share' })).toBeVisible()
      await new StartPage(form).fill()
      await endTemplateNow(stack, template)

      await welcome.getByRole('button', { name: 'Continue' }).click()
      await readsClosed(welcome)
      await look(welcome, 'a link whose template has ended')
      const { rows } = await stack.db.query<{ opened_at: Date | null; opened: number }>(
        `select opened_at, (select count(*)::int from audit_events where object_id = i.id and action = 'invitation.opened') as opened
         from invitations i where reference = $1`,
        [`${name}-welcome`],
      )
      expect(rows).toEqual([{ opened_at: null, opened: 0 }])

      await new StartPage(form).continueButton().click()
      await readsClosed(form)
      await form.goto(links[1])
      await readsClosed(form)

      await no.getByRole('link', { name: 'I changed my mind' }).click()
      await readsClosed(no)
      await no.goto(`${links[2]}?again=1`)
      await expect(no.getByRole('heading', { level: 1, name: 'You chose not to share' })).toBeVisible()
      await expect(no.getByRole('main').getByRole('link')).toHaveCount(0)
      await look(no, 'a No whose template has ended')

      await page.goto('/admin/invitations?state=ended')
      for (const reference of [`${name}-welcome`, `${name}-form`])
        await expect(page.getByRole('row').filter({ hasText: reference })).toContainText('Link ended')
      await expect(page.getByRole('row').filter({ hasText: `${name}-no` })).toHaveCount(0)
      await page.getByRole('link', { name: `${name}-welcome`, exact: true }).click()
      await expect(page.getByText('Link ended', { exact: true })).toBeVisible()
      await look(page, 'an invitation whose template has ended')
    })

    test('what was begun before a template ended can be gone on with from its link, and comes to its result [R-18]', async ({
      page,
      stack,
      otherBrowser,
    }) => {
      const name = javaScriptEnabled ? 'Begun' : 'Begunplain'
      await enterConsole(page, stack)
      const template = await templateNamed(stack, name)
      const link = await inviteWith(page, name, `${name}-1`)
      const person = await (await otherBrowser()).newPage()
      await person.goto(link)
      await person.getByRole('button', { name: 'Continue' }).click()
      await new StartPage(person).leave()
      await endTemplateNow(stack, template)
      await person.goto(link)
      await expect(person.getByRole('heading', { level: 1, name: /^Demo Bank closed this request on / })).toBeVisible()
      await expect(person.getByRole('main')).toContainText('What you have begun goes on')
      await expect(person.getByRole('main').getByRole('checkbox')).toHaveCount(0)
      await look(person, 'what was begun before its template ended')
      await person.getByRole('button', { name: 'Continue there' }).click()
      await (await new DigilockerPage(person).allow()).says(/You agreed to share 1 document/)
      await person.goto(link)
      await expect(person.getByRole('heading', { level: 1, name: /^You have already finished/ })).toBeVisible()
    })
  })
}
