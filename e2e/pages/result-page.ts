import { expect, type Page } from 'playwright/test'

/** Waiting and result of one session. */
export class ResultPage {
  readonly page: Page
  constructor(page: Page) {
    this.page = page
  }

  heading = () => this.page.getByRole('heading', { level: 1 })

  /** Waits until the page says so; without scripts it looks again by itself every few seconds. */
  says = (words: string | RegExp) => expect(this.heading()).toHaveText(words, { timeout: 20_000 })
}
