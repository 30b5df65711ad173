import type { Page } from 'playwright/test'
import { expect } from 'playwright/test'

/** Invites one person through the form. @returns the path of the link, as it is shown once */
export const invite = async (page: Page, reference: string, email = ''): Promise<string> => {
  await page.goto('/admin/invitations/new')
  await page.getByLabel('Your reference').fill(reference)
  await page.getByLabel('Name', { exact: true }).fill('Meera Nair')
  if (email !== '') await page.getByLabel('E-mail', { exact: true }).fill(email)
  await page.getByRole('button', { name: 'Create the invitation' }).click()
  const made = page.getByRole('status').filter({ hasText: 'The invitation is ready' })
  await expect(made).toBeVisible()
  await expect(made.getByRole('img', { name: 'QR code of the link' })).toBeVisible()
  await expect(made).toContainText('open on this machine only')
  const path = /\/start\/[\w-]{43}/.exec((await made.textContent()) ?? '')?.[0]
  if (!path) throw new Error('no link is shown')
  return path
}
