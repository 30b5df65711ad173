import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { moveClock, now, setClockRight } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { withTransaction } from '@/lib/db/transaction'
import { newSecret } from '@/lib/ids'
import { systemActor } from '@/lib/jobs/system-actor'
import { auditOf, TestBrowser } from '@/lib/sessions/testing'
import { askNewLink, askNewLinkAgain } from './ask-new-link'
import { bindInvitation } from './bind-invitation'
import { revokeInvitation } from './change-invitation'
import { getInvitation } from './get-invitation'
import { invitedFor } from './get-invited'
import { addLink } from './links'
import { againFor } from './start-again'
import { countOf, type Inviter, invite, inviteBed, renew } from './testing'

let down: () => Promise<void>
let asha: Inviter

beforeAll(async () => {
  // Nothing is sent here: what is in the queue is what counts.
  Object.assign(process.env, { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'kyc@bank.example' })
  ;({ down, asha } = await inviteBed())
})
afterAll(() => down())
afterEach(setClockRight)

const hours = (count: number) => moveClock(count * 3_600_000)

const _inviter = systemActor('inviter')
const mailed = (lifeHours = 168) => invite(asha, { email: 'meera@home.example' }, { byMail: true, lifeHours })
const letters = (id: string, kind = 'reminder') =>
  countOf('mail_messages', 'invitation_id = $1 and kind = $2', [id, kind])

it('a new link is sent to the address on file when the old one has ended, three times a day', async () => {
  const { id, token } = await mailed(1)
  await askNewLink(token)
  expect(await letters(id, 'new_link')).toBe(0)
  for (let n = 0; n < 5; n += 1) {
    hours(1.1)
    await askNewLink(token)
    await pool().query(`update mail_messages set state = 'sent' where invitation_id = $1`, [id])
  }
  expect(await letters(id, 'new_link')).toBe(3)
  expect((await auditOf(id)).filter((action) => action === 'invitation.link_requested')).toHaveLength(3)
})

it('a link that has ended stays ended when a new one is asked for, whether or not an address is on file', async () => {
  const [withAddress, without] = [await mailed(1), await invite(asha, {}, { lifeHours: 1 })]
  hours(1.1)
  for (const { id, token, expiresAt } of [withAddress, without]) {
    const before = await invitedFor(null, token)
    expect(before).toEqual({ view: 'ended', at: expiresAt })
    for (let n = 0; n < 2; n += 1) {
      await askNewLink(token)
      expect(await invitedFor(null, token)).toEqual(before)
      expect(await bindInvitation(new TestBrowser().binder, token, true)).toBe('closed')
    }
    expect(await letters(id, 'new_link')).toBe(id === withAddress.id ? 1 : 0)
  }
  await revokeInvitation(asha, withAddress.id)
  expect(await invitedFor(null, withAddress.token)).toMatchObject({ view: 'closed' })
})

it('a browser that had an ended link has nothing of the one that was sent instead, until it presses Continue there', async () => {
  const { id, token } = await mailed(1)
  const holder = new TestBrowser()
  await bindInvitation(holder.binder, token, false)
  await holder.start({}, holder.newKey(), id)
  const { handle } = await holder.session()
  await pool().query(`update kyc_sessions set status = 'cancelled', finished_at = now() where handle = $1`, [handle])
  hours(1.1)
  const again = async () => againFor(await holder.person(), handle)
  const ended = await again()
  expect(ended).toMatchObject({ view: 'ended' })
  // Asked twice at the same moment, from the link and from the page of the session: one letter.
  const person = await holder.person()
  await Promise.all([askNewLink(token), person && askNewLinkAgain(person, handle), askNewLink(token)])
  expect(await letters(id, 'new_link')).toBe(1)
  expect(await again()).toEqual(ended)
  expect(await invitedFor(person, token)).toEqual(ended)
  expect(await holder.start({}, holder.newKey(), id)).toEqual({ ok: false, error: { code: 'link_changed' } })
  const sent = newSecret()
  await withTransaction((tx) => addLink(tx, id, sent, now()))
  expect(await invitedFor(await holder.person(), sent)).toEqual({ view: 'welcome' })
  expect(await bindInvitation(new TestBrowser().binder, sent, false)).toBe('bound')
  expect(await again()).toEqual({ view: 'elsewhere' })
})

it('the link that was sent instead works, and what it leads to is shown by the old one once there is a result', async () => {
  const { id, token } = await mailed(1)
  const browser = new TestBrowser()
  await bindInvitation(browser.binder, token, false)
  hours(1.1)
  await askNewLink(token)
  const sent = newSecret()
  await withTransaction((tx) => addLink(tx, id, sent, now()))
  expect(await invitedFor(await browser.person(), token)).toMatchObject({ view: 'ended' })
  expect(await bindInvitation(browser.binder, sent, false)).toBe('bound')
  expect(await invitedFor(await browser.person(), sent)).toMatchObject({ view: 'start' })
  await browser.start({}, browser.newKey(), id)
  expect(await invitedFor(await browser.person(), token)).toMatchObject({ view: 'start' })
  expect(await invitedFor(null, token)).toMatchObject({ view: 'ended' })
  await pool().query(`update kyc_sessions set status = 'succeeded', finished_at = $2 where invitation_id = $1`, [
    id,
    now(),
  ])
  expect(await invitedFor(await browser.person(), token)).toMatchObject({ view: 'finished' })
  expect(await askNewLink(token)).toBeUndefined()
  expect(await letters(id, 'new_link')).toBe(1)
})

it("asking says nothing and does nothing for a link that is nobody's, was closed or has no address", async () => {
  const before = await countOf('mail_messages')
  const closed = await mailed(1)
  await revokeInvitation(asha, closed.id)
  const silent = await invite(asha, { reference: 'no address' }, { lifeHours: 1 })
  hours(1.1)
  for (const token of [closed.token, silent.token, 't'.repeat(43), 'x']) expect(await askNewLink(token)).toBeUndefined()
  expect((await countOf('mail_messages')) - before).toBe(1)
})

it('a link that was replaced reads as one that ended, and a new one can be asked for from it', async () => {
  const { id, token } = await mailed()
  const stranger = new TestBrowser()
  hours(2)
  const at = now()
  const renewed = await renew(asha, id)
  const ended = await invitedFor(null, token)
  if (!renewed.ok || ended.view !== 'ended') throw new Error(`found ${ended.view}`)
  expect(ended.at.getTime()).toBeGreaterThanOrEqual(at.getTime())
  hours(3)
  for (let n = 0; n < 2; n += 1) {
    await askNewLink(token)
    expect(await invitedFor(await stranger.person(), token)).toEqual(ended)
    expect(await bindInvitation(stranger.binder, token, true)).toBe('closed')
  }
  expect(await letters(id, 'new_link')).toBe(1)
  // The one that works goes on working, and not for longer than it was to.
  expect(await invitedFor(null, renewed.value.token)).toEqual({ view: 'welcome' })
  expect((await getInvitation(asha, id))?.expiresAt).toEqual(renewed.value.expiresAt)
  await revokeInvitation(asha, id)
  expect(await invitedFor(null, token)).toMatchObject({ view: 'closed' })
})

it('a link that was replaced says that the request is finished once it is', async () => {
  const { id, token } = await mailed()
  const renewed = await renew(asha, id)
  const browser = new TestBrowser()
  await bindInvitation(browser.binder, renewed.ok ? renewed.value.token : '', false)
  await browser.start({}, browser.newKey(), id)
  await pool().query(`update kyc_sessions set status = 'succeeded', finished_at = now() where invitation_id = $1`, [id])
  expect(await invitedFor(null, token)).toEqual({ view: 'finished', handle: null })
  expect(await invitedFor(await browser.person(), token)).toMatchObject({ view: 'finished' })
})
