import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { colleague } from '@/lib/auth/testing'
import { moveClock, now, setClockRight } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { withTransaction } from '@/lib/db/transaction'
import { newSecret } from '@/lib/ids'
import { systemActor } from '@/lib/jobs/system-actor'
import { addressMail } from '@/lib/mail/address-mail'
import { declineHere } from '@/lib/sessions/decline-here'
import { readStartKey } from '@/lib/sessions/start-key'
import { auditOf, TestBrowser } from '@/lib/sessions/testing'
import { countOpenLinks } from '@/lib/templates/count-open-links'
import { askNewLink } from './ask-new-link'
import { bindInvitation } from './bind-invitation'
import { renewLink, revokeInvitation } from './change-invitation'
import { getInvitation } from './get-invitation'
import { invitedFor } from './get-invited'
import { addLink } from './links'
import { remindInvited } from './remind'
import { firstReminderAt, nextReminderAt } from './remind-plan'
import { aKey, countOf, type Inviter, invite, inviteBed } from './testing'

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

const inviter = systemActor('inviter')
const mailed = (lifeHours = 168) => invite(asha, { email: 'meera@home.example' }, { byMail: true, lifeHours })
const letters = (id: string, kind = 'reminder') =>
  countOf('mail_messages', 'invitation_id = $1 and kind = $2', [id, kind])

const refuse = async (id: string, token: string) => {
  const browser = new TestBrowser()
  await bindInvitation(browser.binder, token, false)
  const startKey = readStartKey(browser.binder, browser.newKey())
  if (!startKey) throw new Error('a key of our own was refused')
  await declineHere({ binder: browser.binder, startKey, locale: 'en', browserClass: 'x', invitationId: id })
  return browser
}

it('a person is reminded a day and three days after the first e-mail, and no fourth message goes out', async () => {
  const { id } = await mailed()
  hours(23.9)
  await remindInvited(inviter)
  expect(await letters(id)).toBe(0)
  hours(0.2)
  await Promise.all([remindInvited(inviter), remindInvited(inviter)])
  expect(await letters(id)).toBe(1)
  hours(48)
  await remindInvited(inviter)
  expect(await letters(id)).toBe(2)
  hours(24)
  await remindInvited(inviter)
  expect(await countOf('mail_messages', 'invitation_id = $1', [id])).toBe(3)
  expect((await getInvitation(asha, id))?.nextReminderAt).toBeNull()
  expect((await auditOf(id)).filter((action) => action === 'invitation.mail_queued')).toHaveLength(2)
})

it('nobody is reminded who was invited without e-mail, said No, was called off, or whose link ends within two hours', async () => {
  const silent = await invite(asha, { email: 'meera@home.example' })
  const no = await mailed()
  await refuse(no.id, no.token)
  const closed = await mailed()
  await revokeInvitation(asha, closed.id)
  const short = await mailed(25)
  hours(24.1)
  await remindInvited(inviter)
  for (const { id } of [silent, no, closed, short]) expect(await letters(id)).toBe(0)
})

it('nobody is reminded of, or sent, a link of a template that has ended', async () => {
  await pool().query(`insert into templates (id, name, created_at) values ('tpl_over', 'Over', now())`)
  await pool().query(
    `insert into template_versions (id, template_id, number, required_docs, optional_docs, updated_at, published_at)
     values ('tpv_over_1', 'tpl_over', 1, '{pan}', '{}', now(), now())`,
  )
  const { id } = await invite(asha, { email: 'meera@home.example' }, { byMail: true, templateId: 'tpl_over' })
  const admin = colleague('stf_asha', 'admin', 'settings.manage')
  expect(await countOpenLinks(admin, 'tpl_over')).toBe(1)
  const { id: closed } = await invite(asha, { reference: 'A2' }, { templateId: 'tpl_over' })
  await revokeInvitation(asha, closed)
  expect(await countOpenLinks(admin, 'tpl_over')).toBe(1)
  const letter = { id: 'mal_over', invitation_id: id, kind: 'invitation', token_enc: null } as const
  await pool().query(`update templates set ended_at = now() where id = 'tpl_over'`)
  expect(await addressMail(letter)).toBeNull()
  hours(24.1)
  await remindInvited(inviter)
  expect(await letters(id)).toBe(0)
  expect((await getInvitation(asha, id))?.nextReminderAt).toBeNull()
})

it('a clock that is set back reminds nobody twice, and closes no link that is open [F-25]', async () => {
  const { id, token } = await mailed()
  hours(24.1)
  await remindInvited(inviter)
  hours(-2)
  await remindInvited(inviter)
  const browser = new TestBrowser()
  expect(await bindInvitation(browser.binder, token, false)).toBe('bound')
  hours(2.2)
  await remindInvited(inviter)
  expect(await letters(id)).toBe(1)
})

it('a reminder whose time was missed is not caught up, and the next one still comes', async () => {
  const { id } = await mailed()
  hours(30)
  await remindInvited(inviter)
  expect(await letters(id)).toBe(0)
  hours(42.1)
  await remindInvited(inviter)
  expect(await letters(id)).toBe(1)
})

it('a clock that is set back reminds nobody twice [F-25]', async () => {
  const { id } = await mailed()
  hours(24.1)
  await remindInvited(inviter)
  hours(-12)
  await remindInvited(inviter)
  hours(12.1)
  await remindInvited(inviter)
  expect(await letters(id)).toBe(1)
})

it('the plan leaves the last two hours of a link quiet', () => {
  const sent = new Date('2026-11-25T10:00:00Z')
  const at = (count: number) => new Date(sent.getTime() + count * 3_600_000)
  expect(firstReminderAt(sent, at(26))).toEqual(at(24))
  expect(firstReminderAt(sent, at(25.9))).toBeNull()
  expect(nextReminderAt(sent, at(24), at(168))).toEqual(at(72))
  expect(nextReminderAt(sent, at(24), at(73))).toBeNull()
  expect(nextReminderAt(sent, at(72), at(168))).toBeNull()
})

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

it('the link that was sent instead works, and what it leads to is shown by the old one once there is a result', async () => {
  const { id, token } = await mailed(1)
  const browser = new TestBrowser()
  await bindInvitation(browser.binder, token, false)
  hours(1.1)
  await askNewLink(token)
  const sent = newSecret()
  await withTransaction((tx) => addLink(tx, id, sent, now()))
  expect(await invitedFor(await browser.person(), token)).toMatchObject({ view: 'ended' })
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

it("asking says nothing and does nothing for a link that is nobody's, was closed, has no address or was replaced", async () => {
  const before = await countOf('mail_messages')
  const closed = await mailed(1)
  await revokeInvitation(asha, closed.id)
  const silent = await invite(asha, { reference: 'no address' }, { lifeHours: 1 })
  const replaced = await mailed(1)
  await renewLink(asha, replaced.id, aKey(asha))
  hours(1.1)
  for (const token of [closed.token, silent.token, replaced.token, 't'.repeat(43), 'x'])
    expect(await askNewLink(token)).toBeUndefined()
  expect((await countOf('mail_messages')) - before).toBe(2)
})

it('a No can be taken back until the link ends, in the browser that said it', async () => {
  const { id, token } = await mailed()
  const browser = await refuse(id, token)
  expect(await invitedFor(await browser.person(), token)).toMatchObject({ view: 'refused' })
  expect(await invitedFor(await new TestBrowser().person(), token)).toEqual({ view: 'elsewhere' })
  expect((await getInvitation(asha, id))?.state).toBe('refused')
  await browser.start({}, browser.newKey(), id)
  expect((await getInvitation(asha, id))?.state).toBe('under_way')
  await pool().query('update invitations set expires_at = $2 where id = $1', [id, now()])
})
