import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { colleague } from '@/lib/auth/testing'
import { moveClock, now, setClockRight } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { systemActor } from '@/lib/jobs/system-actor'
import { addressMail } from '@/lib/mail/address-mail'
import { declineHere } from '@/lib/sessions/decline-here'
import { readStartKey } from '@/lib/sessions/start-key'
import { auditOf, TestBrowser } from '@/lib/sessions/testing'
import { countedLinks, countOpenLinks } from '@/lib/templates/count-open-links'
import { askNewLink } from './ask-new-link'
import { bindInvitation } from './bind-invitation'
import { resendInvitation, revokeInvitation } from './change-invitation'
import { getInvitation } from './get-invitation'
import { invitedFor } from './get-invited'
import { remindInvited } from './remind'
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
  // The page of an invitation with a result goes on saying finished.
  const answered = await invite(asha, { reference: 'A3' }, { templateId: 'tpl_over' })
  const browser = new TestBrowser()
  await bindInvitation(browser.binder, answered.token, false)
  await browser.start({}, browser.newKey(), answered.id)
  expect(await countOpenLinks(admin, 'tpl_over')).toBe(2)
  await pool().query(`update kyc_sessions set status = 'succeeded', finished_at = now() where invitation_id = $1`, [
    answered.id,
  ])
  expect(await countOpenLinks(admin, 'tpl_over')).toBe(1)
  await pool().query(
    `insert into invitations (id, reference, template_id, locale, data_key, life_hours, staff_id, created_at, expires_at)
     select 'inv_many_' || n, 'M', 'tpl_over', 'en', '', 1, 'stf_asha', now(), now() + interval '1 hour'
     from generate_series(1, 1010) n`,
  )
  expect(await countOpenLinks(admin, 'tpl_over')).toBe(countedLinks + 1)
  const letter = { id: 'mal_over', invitation_id: id, kind: 'invitation', token_enc: null } as const
  await pool().query(`update templates set ended_at = now() where id = 'tpl_over'`)
  expect(await addressMail(letter)).toBeNull()
  hours(24.1)
  await remindInvited(inviter)
  expect(await letters(id)).toBe(0)
  expect((await getInvitation(asha, id))?.nextReminderAt).toBeNull()
})

it('nobody gets a letter or a new link of a template that has ended, by a colleague or by asking', async () => {
  await pool().query(`update templates set ended_at = null where id = 'tpl_over'`)
  const { id, token } = await invite(asha, { email: 'dev@home.example' }, { templateId: 'tpl_over' })
  expect(await getInvitation(asha, id)).toMatchObject({
    templateEnded: false,
    can: { renew: true, resend: true, revoke: true },
  })
  await pool().query(`update templates set ended_at = now() where id = 'tpl_over'`)
  expect(await getInvitation(asha, id)).toMatchObject({
    templateEnded: true,
    can: { renew: false, resend: false, revoke: true },
  })
  const refused = { ok: false, error: { code: 'template_ended' } }
  expect(await renew(asha, id)).toEqual(refused)
  expect(await resendInvitation(asha, id)).toEqual(refused)
  hours(169)
  await askNewLink(token)
  expect(await countOf('mail_messages', 'invitation_id = $1', [id])).toBe(0)
  expect(await revokeInvitation(asha, id)).toMatchObject({ ok: true })
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

it('reminders run from the first letter when the invitation was made without one', async () => {
  const { id } = await invite(asha, { email: 'meera@home.example' })
  hours(40)
  expect(await resendInvitation(asha, id)).toMatchObject({ ok: true })
  hours(23.9)
  await remindInvited(inviter)
  expect(await letters(id)).toBe(0)
  hours(0.2)
  await remindInvited(inviter)
  expect(await letters(id)).toBe(1)
  hours(47.7)
  await remindInvited(inviter)
  expect(await letters(id)).toBe(1)
  hours(0.2)
  await remindInvited(inviter)
  expect(await letters(id)).toBe(2)
})

it('a letter sent again moves no reminder, and a template without reminders has none after it either', async () => {
  const { id } = await mailed()
  await pool().query(`update mail_messages set state = 'sent' where invitation_id = $1`, [id])
  const before = (await getInvitation(asha, id))?.nextReminderAt
  hours(5)
  await resendInvitation(asha, id)
  expect(before).toBeInstanceOf(Date)
  expect((await getInvitation(asha, id))?.nextReminderAt).toEqual(before)
  await pool().query(`insert into templates (id, name, created_at) values ('tpl_quiet', 'Quiet', now())`)
  await pool().query(
    `insert into template_versions (id, template_id, number, required_docs, optional_docs, reminders, updated_at, published_at)
     values ('tpv_quiet_1', 'tpl_quiet', 1, '{pan}', '{}', false, now(), now())`,
  )
  const quiet = await invite(asha, { email: 'meera@home.example' }, { templateId: 'tpl_quiet' })
  expect(await resendInvitation(asha, quiet.id)).toMatchObject({ ok: true })
  expect((await getInvitation(asha, quiet.id))?.nextReminderAt).toBeNull()
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
