import { expect, type Page } from 'playwright/test'
import { ResultPage } from './result-page.ts'

/** The simulated DigiLocker. */
export class DigilockerPage {
  readonly page: Page
  constructor(page: Page) {
    this.page = page
  }

  ribbon = () => this.page.getByText(/not the real DigiLocker/i)

  async #answer(button: string): Promise<ResultPage> {
    await this.page.getByRole('button', { name: button, exact: true }).click()
    await expect(this.page).toHaveURL(/\/callback\//)
    return new ResultPage(this.page)
  }

  allow = () => this.#answer('Allow')
  deny = () => this.#answer('Deny')

  async allowOnly(documents: readonly RegExp[]): Promise<ResultPage> {
    for (const box of await this.page.getByRole('checkbox').all()) await box.uncheck()
    for (const name of documents) await this.page.getByRole('checkbox', { name }).check()
    return this.allow()
  }

  async #tester(): Promise<void> {
    const tools = this.page.getByText('For testers')
    if ((await this.page.locator('details').getAttribute('open')) === null) await tools.click()
  }

  async failSignIn(): Promise<ResultPage> {
    await this.#tester()
    return this.#answer('Fail sign-in')
  }

  async allowWithout(
    coming: 'back' | { redirectMode?: string; lagSeconds?: '0' | '3' | '10' },
  ): Promise<ResultPage | null> {
    await this.#tester()
    if (coming === 'back') {
      await this.page.getByRole('button', { name: 'Allow, do not come back' }).click()
      await expect(this.page.getByText(/nothing sends you back/)).toBeVisible()
      return null
    }
    if (coming.lagSeconds) await this.page.getByLabel('The result shows').selectOption(coming.lagSeconds)
    if (coming.redirectMode) await this.page.getByLabel('The browser goes back').selectOption(coming.redirectMode)
    return this.allow()
  }

  /** Plays a whole story of the simulator by the name testers see. */
  async play(story: string): Promise<ResultPage> {
    await this.#tester()
    await this.page.getByLabel('Or play a whole story').selectOption({ label: story })
    return this.#answer('Play this story')
  }

  /** Finishes, and gives the address to open in another browser. */
  async finishElsewhere(): Promise<string> {
    await this.#tester()
    await this.page.getByRole('button', { name: 'Finish in another browser' }).click()
    return (await this.page.locator('#return-address').textContent()) ?? ''
  }
}
