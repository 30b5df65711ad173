import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { moveClock, now, setClockRight } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { bindInvitation } from '@/lib/invites/bind-invitation'
import { resendInvitation, revokeInvitation } from '@/lib/invites/change-invitation'
import { getInvitation } from '@/lib/invites/get-invitation'
import { listInvitations } from '@/lib/invites/list-invitations'
import { remindInvited } from '@/lib/invites/remind'
import { type Inviter, invitationOf, invite, inviteBed, renew } from '@/lib/invites/testing'
import { systemActor } from '@/lib/jobs/system-actor'
import { auditOf, TestBrowser } from '@/lib/sessions/testing'
import { sendDueMail } from './send-due-mail'
import { headerOf, partsOf, startMailServer } from './testing'

let server: Awaited<ReturnType<typeof startMailServer>>
let down: () => Promise<void>
let asha: Inviter

beforeAll(async () => {
  server = await startMailServer()
  Object.assign(process.env, { SMTP_URL: `smtp://127.0.0.1:${server.port}`, MAIL_FROM: 'kyc@bank.example' })
  ;({ down, asha } = await inviteBed())
})
afterAll(async () => {
  await down()
  await server.close()
})
beforeEach(async () => {
  await pool().query('delete from mail_messages')
  Object.assign(server.state, { mood: 'takes', delivered: [] })
})
afterEach(setClockRight)

const minutes = (count: number) => moveClock(count * 60_000)

const run = () => sendDueMail(systemActor('mailer'))

const mailed = (email = 'meera@home.example', name = 'Meera Nair') => invite(asha, { email, name }, { byMail: true })

const mailOf = async (id: string) => {
  const { rows } = await pool().query<{ state: string; tries: number; code: string | null; token_enc: string | null }>(
    'select state, tries, code, token_enc from mail_messages where invitation_id = $1 order by created_at desc',
    [id],
  )
  if (!rows[0]) throw new Error('no letter')
  return rows[0]
}

const linkIn = (text: string): string => /https:\/\/consent\.example\/start\/([\w-]{43})/.exec(text)?.[1] ?? ''

describe('an invitation by e-mail', () => {
  it('brings a link of its own in text and HTML, and nothing that reports back', async () => {
    const { id, token } = await mailed('meera@home.example', 'Meera "<b>" Nair'.replace(/"/g, "'"))
    expect(await run()).toBe(1)
    const [letter] = server.state.delivered
    if (!letter) throw new Error('nothing arrived')
    expect(letter.to).toBe('meera@home.example')
    expect(headerOf(letter.source, 'From')).toBe('Demo Bank <kyc@bank.example>')
    expect(headerOf(letter.source, 'Auto-Submitted')).toBe('auto-generated')
    const { text, html } = partsOf(letter.source)
    expect(text).toContain("Hello Meera '<b>' Nair,")
    expect(html).not.toContain('<b>')
    expect(linkIn(text)).not.toBe(token)
    expect(linkIn(html)).toBe(linkIn(text))
    expect(await invitationOf(linkIn(text))).toBe(id)
    expect(`${text}${html}`.match(/https?:\/\/[^\s"<]+/g)?.every((url) => url.endsWith(linkIn(text)))).toBe(true)
    expect(html).not.toMatch(/<img|<script|<link|style=|src=/)
    expect(await mailOf(id)).toEqual({ state: 'sent', tries: 1, code: null, token_enc: null })
    expect(await auditOf(id)).toEqual(['invitation.created', 'invitation.mail_settled'])
  })

  it('can be opened by its own link and by the one that was copied', async () => {
    const { token } = await mailed()
    await run()
    const browser = new TestBrowser()
    const arrived = linkIn(partsOf(server.state.delivered[0]?.source ?? '').text)
    expect(await bindInvitation(browser.binder, arrived, false)).toBe('bound')
    expect(await bindInvitation(browser.binder, token, false)).toBe('bound')
  })

  it('goes to nobody once it was closed', async () => {
    const { id } = await mailed()
    await revokeInvitation(asha, id)
    await run()
    expect(server.state.delivered).toEqual([])
    expect((await mailOf(id)).state).toBe('dropped')
  })

  it('is sent again by hand, once for two presses, three times in all', async () => {
    const { id } = await mailed()
    expect(await resendInvitation(asha, id)).toMatchObject({ error: { code: 'on_its_way' } })
    await run()
    for (let n = 0; n < 2; n += 1) {
      const presses = await Promise.all([resendInvitation(asha, id), resendInvitation(asha, id)])
      expect(presses.filter(({ ok }) => ok)).toHaveLength(1)
      await run()
    }
    expect(await resendInvitation(asha, id)).toMatchObject({ error: { code: 'too_many' } })
    expect(server.state.delivered).toHaveLength(3)
    const { id: silent } = await invite(asha, { reference: 'no address' })
    expect(await resendInvitation(asha, silent)).toMatchObject({ error: { code: 'no_address' } })
  })
})

describe('a mail server', () => {
  it.each([
    ['does not know the address', 'refuses_address', '550'],
    ['does not like the words', 'refuses_words', '554'],
  ] as const)('that %s: the letter has bounced and is not tried again', async (_what, mood, code) => {
    const { id } = await mailed()
    server.state.mood = mood
    await run()
    expect(await mailOf(id)).toEqual({ state: 'bounced', tries: 1, code, token_enc: null })
    const problem = code === '550' ? 'no_mailbox' : 'refused'
    expect(await getInvitation(asha, id)).toMatchObject({ undelivered: { problem, code }, nextReminderAt: null })
    const { rows } = await listInvitations(asha, { find: '', after: null })
    expect(rows.find((row) => row.id === id)?.undelivered).toBe(problem)
    minutes(600)
    expect(await run()).toBe(0)
  })

  it.each([
    ['is busy', 'busy'],
    ['does not let us send, which says nothing about the address', 'refuses_sender'],
    ['wants us to sign in, which says nothing about it either', 'wants_sign_in'],
    ['dies between MAIL and DATA', 'die_after_mail'],
  ] as const)('that %s gets the same letter later, with the same link', async (_what, mood) => {
    const { id } = await mailed()
    server.state.mood = mood
    await run()
    const first = await mailOf(id)
    expect(first).toMatchObject({ state: 'queued', tries: 1 })
    expect(await run()).toBe(0)
    server.state.mood = 'takes'
    minutes(2)
    expect(await run()).toBe(1)
    expect(server.state.delivered).toHaveLength(1)
    expect((await mailOf(id)).state).toBe('sent')
  })

  it('that was busy while a colleague made a new link gets a letter whose link works', async () => {
    const { id } = await mailed()
    server.state.mood = 'busy'
    await run()
    await renew(asha, id)
    server.state.mood = 'takes'
    minutes(2)
    await run()
    const token = linkIn(partsOf(server.state.delivered[0]?.source ?? '').text)
    expect(await bindInvitation(new TestBrowser().binder, token, false)).toBe('bound')
    expect((await mailOf(id)).state).toBe('sent')
  })

  it('that dies between taking a letter and saying so gets it twice under one Message-ID', async () => {
    const { id } = await mailed()
    server.state.mood = 'die_after_data'
    await run()
    expect((await mailOf(id)).state).toBe('queued')
    server.state.mood = 'takes'
    minutes(2)
    await run()
    const [one, two, ...more] = server.state.delivered
    expect(more).toEqual([])
    expect(headerOf(one?.source ?? '', 'Message-ID')).toMatch(/^<mal_[\w-]{22}@bank\.example>$/)
    expect(headerOf(two?.source ?? '', 'Message-ID')).toBe(headerOf(one?.source ?? '', 'Message-ID'))
    expect(partsOf(two?.source ?? '').text).toBe(partsOf(one?.source ?? '').text)
  })

  it('that never gets better ends in a failure that is shown, after eight tries', async () => {
    const { id } = await mailed()
    server.state.mood = 'busy'
    for (let n = 0; n < 9; n += 1) {
      await run()
      minutes(301)
    }
    expect(await mailOf(id)).toEqual({ state: 'failed', tries: 8, code: '451', token_enc: null })
  })
})

describe('a letter', () => {
  it('goes out once, however many processes send', async () => {
    await Promise.all(Array.from({ length: 9 }, (_, n) => mailed(`p${n}@home.example`)))
    await Promise.all([run(), run(), run()])
    expect(server.state.delivered.map(({ to }) => to).sort()).toEqual(
      Array.from({ length: 9 }, (_, n) => `p${n}@home.example`),
    )
  })

  it('that cannot be opened fails by itself, after eight tries like any other, and holds up nobody else', async () => {
    const { id: broken } = await mailed('p0@home.example')
    await Promise.all([1, 2, 3].map((n) => mailed(`p${n}@home.example`)))
    await pool().query(
      `update invitations set email_enc = (select email_enc from invitations where id <> $1 and email_enc is not null limit 1) where id = $1`,
      [broken],
    )
    expect(await run()).toBe(4)
    expect(server.state.delivered.map(({ to }) => to).sort()).toEqual([1, 2, 3].map((n) => `p${n}@home.example`))
    expect(await mailOf(broken)).toMatchObject({ state: 'queued', tries: 1, code: 'EFAULT' })
    for (let n = 0; n < 8; n += 1) {
      minutes(301)
      await run()
    }
    expect(await mailOf(broken)).toMatchObject({ state: 'failed', tries: 8, code: 'EFAULT' })
  })

  it('that reminds of a link is not sent in the last two hours of it, however long the server was away', async () => {
    const { id } = await invite(asha, { email: 'short@home.example' }, { byMail: true, lifeHours: 27 })
    await run()
    minutes(24 * 60 + 1)
    await remindInvited(systemActor('inviter'))
    server.state.mood = 'busy'
    await run()
    server.state.mood = 'takes'
    minutes(62)
    await run()
    expect(server.state.delivered.filter(({ to }) => to === 'short@home.example')).toHaveLength(1)
    expect((await mailOf(id)).state).toBe('dropped')
  })

  it('whose process died is taken over when its lease has run out, and not before', async () => {
    const { id } = await mailed()
    // As another process leaves it that has claimed the letter and says no more.
    await pool().query(`update mail_messages set lease_until = $2, tries = 1 where invitation_id = $1`, [
      id,
      new Date(now().getTime() + 2 * 60_000),
    ])
    expect(await run()).toBe(0)
    minutes(3)
    expect(await run()).toBe(1)
    expect(await mailOf(id)).toMatchObject({ state: 'sent', tries: 2 })
  })
})
