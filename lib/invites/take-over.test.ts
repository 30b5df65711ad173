import { afterAll, beforeAll, expect, it } from 'vitest'
import { declineHere } from '@/lib/sessions/decline-here'
import { readStartKey } from '@/lib/sessions/start-key'
import { TestBrowser } from '@/lib/sessions/testing'
import { bindInvitation } from './bind-invitation'
import { countOf, type Inviter, invite, inviteBed } from './testing'

let down: () => Promise<void>
let asha: Inviter

beforeAll(async () => {
  ;({ down, asha } = await inviteBed())
})
afterAll(() => down())

it('an invitation that went elsewhere starts nothing, and keeps no No, from a form that was open when the invitation went elsewhere [P4]', async () => {
  const { id, token } = await invite(asha)
  const [phone, desk] = [new TestBrowser(), new TestBrowser()]
  await bindInvitation(phone.binder, token, false)
  await bindInvitation(desk.binder, token, true)
  expect(await phone.start({}, phone.newKey(), id)).toEqual({ ok: false, error: { code: 'form_expired' } })
  const startKey = readStartKey(phone.binder, phone.newKey())
  if (!startKey) throw new Error('a key of our own was refused')
  const no = { binder: phone.binder, startKey, locale: 'en', browserClass: 'x', invitationId: id }
  expect(await declineHere(no)).toBeNull()
  expect(await countOf('kyc_sessions', 'invitation_id = $1', [id])).toBe(0)
})

it('an invitation has one open session however starts and take-overs meet [P4]', async () => {
  const { id, token } = await invite(asha)
  const browsers = Array.from({ length: 4 }, () => new TestBrowser())
  await Promise.all(
    browsers.map(async (browser) => {
      await bindInvitation(browser.binder, token, true)
      await browser.start({}, browser.newKey(), id)
    }),
  )
  const open = `invitation_id = $1 and status in ('starting', 'at_provider', 'held')`
  expect(await countOf('kyc_sessions', open, [id])).toBeLessThanOrEqual(1)
})
