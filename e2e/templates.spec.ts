import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright/test'
import { expect, test } from './fixtures.ts'
import { DigilockerPage } from './pages/digilocker-page.ts'
import { signIn } from './pages/staff.ts'
import { StartPage } from './pages/start-page.ts'

test.use({ room: 'settings' })

// Whatever a test did to the public start page is undone for the next one of this room.
test.afterEach(async ({ stack }) => {
  await stack.db.query('update templates set is_public = false where is_public')
  await stack.db.query(`update templates set is_public = true where id = 'tpl_standard'`)
})

const makeTemplate = async (page: Page, name: string): Promise<void> => {
  await page.goto('/admin/templates/new')
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByRole('group', { name: 'PAN' }).getByRole('radio', { name: 'Required' }).check()
  await page.getByRole('group', { name: 'Driving licence' }).getByRole('radio', { name: 'Do not ask' }).check()
  await page.locator('#purpose_pan').fill('To look at your loan.')
}

const saveAndPublish = async (page: Page, number: number): Promise<void> => {
  await page.getByRole('button', { name: 'Save draft' }).click()
  await page.getByRole('button', { name: `Publish version ${number}` }).click()
  await expect(page.getByText('Published. People see it from now on.')).toBeVisible()
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled })

    test('a template that changes or ends while somebody is on its page starts nothing and keeps what was typed', async ({
      page,
      stack,
      simulator,
      otherBrowser,
    }) => {
      await signIn(page, stack)
      await makeTemplate(page, 'Loan')
      await page.locator('#link_hours').fill('9999')
      await page.getByRole('button', { name: 'Save draft' }).click()
      await expect(page.getByRole('alert').getByText('Give a number of hours from 1 to 720.')).toBeVisible()
      await expect(page.locator('#purpose_pan')).toHaveValue('To look at your loan.')
      await page.locator('#link_hours').fill('72')
      await saveAndPublish(page, 1)
      await page.getByRole('button', { name: 'Use on the public start page' }).click()
      await expect(page.getByText('This template stands on the public start page now.')).toBeVisible()

      const person = new StartPage(await (await otherBrowser()).newPage())
      await person.page.goto('/')
      await expect(person.document('PAN')).toHaveCount(0)
      await expect(person.page.getByText('To look at your loan.').first()).toBeVisible()
      await person.fill({ documents: ['Aadhaar'] })

      await page.getByRole('link', { name: 'Begin a draft' }).click()
      await page.locator('#purpose_pan').fill('To look at your loan and your tax.')
      await saveAndPublish(page, 2)
      await person.continueButton().click()
      await expect(person.page.getByText('This page has changed since you opened it.')).toBeVisible()
      await expect(person.page.getByText('To look at your loan and your tax.').first()).toBeVisible()
      await expect(person.document('Aadhaar')).toBeChecked()
      await expect(person.agreement()).toBeChecked()
      expect((await simulator.stats()).counts.init).toBe(0)
      await person.continueButton().click()
      await expect(new DigilockerPage(person.page).ribbon()).toBeVisible()
      const [init] = await simulator.calls({ endpoint: 'init' })
      expect(init?.body).toMatchObject({ doc_types: ['aadhaar', 'pan'] })

      const late = new StartPage(await (await otherBrowser()).newPage())
      await late.page.goto('/')
      await late.fill({ documents: ['Aadhaar'] })
      await page.getByRole('link', { name: 'End this template' }).click()
      await expect(page.getByText('1 open session goes on to its result.')).toBeVisible()
      await page.getByRole('button', { name: 'End this template' }).click()
      await expect(page.getByText('Template ended. Nothing more starts with it.')).toBeVisible()
      await late.continueButton().click()
      await expect(late.page.getByText('This service was closed while you had this page open.')).toBeVisible()
      await expect(late.document('Aadhaar')).toBeChecked()
      await late.page.goto('/')
      await expect(late.heading()).toHaveText('This service is closed at the moment')
      expect((await simulator.stats()).counts.init).toBe(1)
    })
  })
}

test('a preview shows the pages of a draft and starts nothing; every page of templates is free of axe findings', async ({
  page,
  stack,
  simulator,
}) => {
  const axe = async (what: string) =>
    expect((await new AxeBuilder({ page }).exclude('iframe').analyze()).violations, what).toEqual([])
  await signIn(page, stack)
  await makeTemplate(page, 'x')
  await page.locator('#name').blur()
  await expect(page.getByText('Give a name of 2 to 60 characters.').first()).toBeVisible()
  await axe('the form with a message')
  await page.locator('#name').fill('Previewed')
  await page.getByRole('button', { name: 'Save draft' }).click()
  await expect(page.getByText('Draft made.')).toBeVisible()
  await axe('a template')
  await page.getByRole('link', { name: 'Preview', exact: true }).click()
  await page.getByRole('link', { name: 'Dark' }).click()
  const frame = page.frameLocator('iframe')
  await expect(frame.getByText('To look at your loan.').first()).toBeVisible()
  await axe('a preview of the start page, dark')
  const person = frame.getByRole('checkbox', { name: 'Aadhaar' })
  await person.check({ force: true })
  await frame.getByRole('checkbox', { name: /I agree/ }).check()
  await frame.getByRole('button', { name: 'Continue to DigiLocker' }).click()
  await expect(frame.getByText('This is a preview. Nothing was started')).toBeVisible()
  await page.getByRole('link', { name: 'Result' }).click()
  await expect(page.frameLocator('iframe').getByText('You agreed to share 2 documents')).toBeVisible()
  await page.getByRole('link', { name: 'Open this preview alone' }).click()
  await expect(page.getByText('You agreed to share 2 documents')).toBeVisible()
  await axe('a previewed result, dark')
  await page.goto('/admin/templates')
  await expect(page.getByRole('link', { name: 'Previewed' })).toBeVisible()
  await axe('the list of templates')
  expect((await simulator.stats()).counts.init).toBe(0)
})
