import { expect, type Page } from 'playwright/test'
import { DigilockerPage } from './digilocker-page.ts'

export type Wish = { documents?: readonly ('Aadhaar' | 'PAN' | 'Driving licence')[]; agree?: boolean }

/** The page that asks. */
export class StartPage {
  readonly page: Page
  constructor(page: Page) {
    this.page = page
  }

  heading = () => this.page.getByRole('heading', { level: 1 })
  document = (name: string) => this.page.getByRole('checkbox', { name })
  agreement = () => this.page.getByRole('checkbox', { name: /I agree/ })
  continueButton = () => this.page.getByRole('button', { name: 'Continue to DigiLocker' })
  declineButton = () => this.page.getByRole('button', { name: /No, I don.t want to share/ })
  problems = () => this.page.getByRole('alert')

  async fill({ documents = ['PAN'], agree = true }: Wish = {}): Promise<void> {
    // The whole card is the label, so it lies over its own box; a press anywhere on it ticks it.
    for (const name of documents) await this.document(name).check({ force: true })
    if (agree) await this.agreement().check()
  }

  /** Fills the form and leaves for DigiLocker. */
  async leave(wish: Wish = {}): Promise<DigilockerPage> {
    await this.fill(wish)
    await this.continueButton().click()
    const digilocker = new DigilockerPage(this.page)
    await expect(digilocker.ribbon()).toBeVisible({ timeout: 20_000 })
    return digilocker
  }
}
