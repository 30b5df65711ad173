import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { moveClock, setClockRight } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { secretHash } from '@/lib/ids'
import { comeBack } from '@/lib/sessions/come-back'
import { auditOf, nonceAtProvider, TestBrowser } from '@/lib/sessions/testing'
import type { Simulator } from '@/simulator/server'
import { bindInvitation } from './bind-invitation'
import { resendInvitation, revokeInvitation } from './change-invitation'
import { createInvitation } from './create-invitation'
import { getInvitation } from './get-invitation'
import { invitedFor } from './get-invited'
import { linkOf, newLinkKey, readLinkKey } from './links'
import { findInvited, listInvitations } from './list-invitations'
import { aKey, countOf, formOf, type Inviter, invite, inviteBed, renew } from './testing'

let simulator: Simulator
let down: () => Promise<void>
let asha: Inviter

beforeAll(async () => {
  ;({ simulator, down, asha } = await inviteBed())
})
afterAll(() => down())
afterEach(setClockRight)

const hours = (count: number) => moveClock(count * 3_600_000)

const seenBy = async (browser: TestBrowser, token: string) => invitedFor(await browser.person(), token)

const startedFrom = async (browser: TestBrowser, id: string) => {
  await browser.start({}, browser.newKey(), id)
  const [session] = await browser.sessions()
  if (!session) throw new Error('nothing was started')
  return session
}

/** Agreed at the provider and back in the same browser. */
const finish = async (browser: TestBrowser) => {
  const nonce = nonceAtProvider(simulator)
  simulator.control.setOutcome(nonce, { kind: 'allow', documents: ['pan'] })
  await (await comeBack(nonce, browser.binder, null)).background
}

describe('an invitation', () => {
  it('keeps no token, name, address or number that a dump would show [R-25, C-01]', async () => {
    const { id, token } = await invite(asha, { name: 'Meera Nair', email: 'meera@home.example', phone: '9876543210' })
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect(linkOf(token)).toBe(`https://consent.example/start/${token}`)
    const { rows } = await pool().query(
      `select i::text || l::text as text from invitations i join invitation_links l on l.invitation_id = i.id where i.id = $1`,
      [id],
    )
    for (const secret of [token, 'Meera', 'meera@home', '9876543210']) expect(rows[0]?.text).not.toContain(secret)
    expect(rows[0]?.text).toContain(secretHash(token).toString('hex'))
    expect(await auditOf(id)).toEqual(['invitation.created'])
  })

  it('is one, with one link, however often its form is sent', async () => {
    const key = aKey(asha)
    const made = await Promise.all(Array.from({ length: 6 }, () => invite(asha, { reference: 'twice' }, { key })))
    expect(new Set(made.map(({ id, token }) => `${id} ${token}`)).size).toBe(1)
    expect(await countOf('invitations', `reference = 'twice'`)).toBe(1)
    expect(await countOf('invitation_links', 'invitation_id = $1', [made[0]?.id])).toBe(1)
  })

  it('is made by no form of a colleague, an old one or a made-up one', () => {
    const key = newLinkKey(asha)
    expect(readLinkKey({ ...asha, staffId: 'stf_ravi' }, key)).toBeNull()
    expect(readLinkKey(asha, `${key}x`)).toBeNull()
    expect(readLinkKey(asha, '')).toBeNull()
    hours(9)
    expect(readLinkKey(asha, key)).toBeNull()
  })

  it.each([
    ['a template that is not there', { templateId: 'tpl_none' }, 'template_gone'],
    ['less than an hour', { lifeHours: 0 }, 'life'],
    ['more than 30 days', { lifeHours: 721 }, 'life'],
    ['half an hour more', { lifeHours: 1.5 }, 'life'],
  ])('is refused for %s [R-25]', async (_what, wish, code) => {
    const invitee = { reference: 'x', name: '', email: '', phone: '', language: '' }
    const asked = { invitee, templateId: 'tpl_standard', locale: 'en', lifeHours: 1, byMail: false, again: false }
    expect(await createInvitation(asha, { ...asked, key: aKey(asha), ...wish })).toEqual({ ok: false, error: { code } })
  })

  it('is found by the beginning of its reference, and its person by their whole address or number', async () => {
    const { id } = await invite(asha, { reference: 'LN-100%_x', email: 'ravi@home.example', phone: '9812345678' })
    const found = async (find: string) => (await listInvitations(asha, { find, after: null })).rows.map((row) => row.id)
    for (const find of ['ln-100%', 'LN-100%_x']) expect(await found(find)).toEqual([id])
    for (const find of ['N-100', 'LN-100__']) expect(await found(find)).toEqual([])
    for (const typed of [' Ravi@home.example', '+91 98123 45678']) expect(await findInvited(asha, typed)).toBe(id)
    for (const typed of ['ravi@home', '9812345679']) expect(await findInvited(asha, typed)).toBeNull()
    expect(await findInvited(asha, 'LN-100')).toBeUndefined()
    const again = await invite(asha, { reference: 'again', phone: '9812345678' })
    expect((await getInvitation(asha, again.id))?.others).toEqual([{ id, reference: 'LN-100%_x' }])
  })

  /** Every page of the list, one after another. */
  const pagesOf = async (find: string): Promise<string[][]> => {
    const pages: string[][] = []
    for (let after: string | null = null, more = true; more; ) {
      const page: Awaited<ReturnType<typeof listInvitations>> = await listInvitations(asha, { find, after })
      pages.push(page.rows.map(({ reference }) => reference))
      after = page.rows.at(-1)?.id ?? null
      more = page.more
    }
    return pages
  }

  it('is listed newest first, a page at a time, without gap or repeat', async () => {
    for (let n = 0; n < 27; n += 1) await invite(asha, { reference: `page ${n}` })
    const pages = await pagesOf('')
    expect(pages[0]).toEqual(Array.from({ length: 25 }, (_, n) => `page ${26 - n}`))
    expect(pages[1]?.slice(0, 2)).toEqual(['page 1', 'page 0'])
    expect(pages.flat()).toHaveLength(await countOf('invitations'))
  })

  it('is found by its whole reference before those that only begin with it, page by page in their order', async () => {
    const more = Array.from({ length: 24 }, (_, n) => `whole ${n}`)
    for (const reference of ['whole', ...more, 'WHOLE', 'whole 7', 'whol', 'wholf']) await invite(asha, { reference })
    const rest = [...more, 'whole 7'].sort()
    expect(await pagesOf('Whole')).toEqual([['WHOLE', 'whole', ...rest.slice(0, 23)], rest.slice(23)])
    for (let n = 0; n < 30; n += 1) await invite(asha, { reference: 'whole' })
    const pages = await pagesOf('whole')
    expect(pages.map((page) => page.length)).toEqual([25, 25, 7])
    expect(pages.flat().slice(32)).toEqual(rest)
    expect((await pagesOf('WHOLE 7')).flat()).toEqual(['whole 7', 'whole 7'])
  })

  it('that is gone when its next page is asked for leads to the first page', async () => {
    const first = await listInvitations(asha, { find: 'whole', after: null })
    expect(await listInvitations(asha, { find: 'whole', after: 'inv_gone' })).toEqual(first)
  })

  it('shows a colleague no more of the person than it takes to recognise them', async () => {
    const { id } = await invite(asha, { name: 'Meera Nair', email: 'meera@home.example', phone: '9876543210' })
    const shown = await getInvitation(asha, id)
    expect(shown).toMatchObject({
      name: 'M••• N•••',
      email: 'm•••@home.example',
      phone: '••••••3210',
      state: 'invited',
    })
    expect(await getInvitation(asha, 'inv_none')).toBeNull()
  })
})

describe('its link', () => {
  it("is nobody's when it is mistyped or made up", async () => {
    const browser = new TestBrowser()
    for (const token of ['', 'x', 't'.repeat(43), `${'t'.repeat(42)}=`, '../../admin'])
      expect(await seenBy(browser, token)).toEqual({ view: 'unknown' })
    expect(await bindInvitation(browser.binder, 't'.repeat(43), true)).toBe('closed')
    expect(await bindInvitation(null, 't'.repeat(43), true)).toBe('cookies')
  })

  it('is bound by Continue and by nothing before it, once [R-25]', async () => {
    const { id, token } = await invite(asha)
    const browser = new TestBrowser()
    for (let n = 0; n < 5; n += 1) expect(await seenBy(browser, token)).toEqual({ view: 'welcome' })
    expect((await getInvitation(asha, id))?.openedAt).toBeNull()
    expect(await bindInvitation(browser.binder, token, false)).toBe('bound')
    expect(await bindInvitation(browser.binder, token, false)).toBe('bound')
    expect(await seenBy(browser, token)).toMatchObject({ view: 'start', templateId: 'tpl_standard' })
    expect(await auditOf(id)).toEqual(['invitation.created', 'invitation.opened'])
  })

  it('belongs to one of ten browsers that press Continue at the same moment [R-25]', async () => {
    const { id, token } = await invite(asha)
    const browsers = Array.from({ length: 10 }, () => new TestBrowser())
    const outcomes = await Promise.all(browsers.map(({ binder }) => bindInvitation(binder, token, false)))
    expect(outcomes.filter((outcome) => outcome === 'bound')).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'elsewhere')).toHaveLength(9)
    const views = await Promise.all(browsers.map((browser) => seenBy(browser, token)))
    expect(views.map(({ view }) => view).sort()).toEqual([...Array(9).fill('elsewhere'), 'start'])
    expect(await auditOf(id)).toEqual(['invitation.created', 'invitation.opened'])
  })

  it('moves to another device on demand, and closes what the first had open', async () => {
    const { id, token } = await invite(asha)
    const [phone, desk] = [new TestBrowser(), new TestBrowser()]
    await bindInvitation(phone.binder, token, false)
    expect(await startedFrom(phone, id)).toMatchObject({ status: 'at_provider', invitation_id: id })
    expect(await bindInvitation(desk.binder, token, false)).toBe('elsewhere')
    expect(await bindInvitation(desk.binder, token, true)).toBe('bound')
    expect(await phone.session()).toMatchObject({ cancelled_by: 'person', cancel_reason: null })
    expect(await seenBy(phone, token)).toEqual({ view: 'elsewhere' })
    expect(await seenBy(desk, token)).toMatchObject({ view: 'start' })
  })

  it('tells the browser that finished where its result is, and others only that it is finished', async () => {
    const { id, token } = await invite(asha)
    const browser = new TestBrowser()
    await bindInvitation(browser.binder, token, false)
    const session = await startedFrom(browser, id)
    await finish(browser)
    expect(await seenBy(browser, token)).toEqual({ view: 'finished', handle: session.handle })
    expect(await seenBy(new TestBrowser(), token)).toEqual({ view: 'finished', handle: null })
    expect(await bindInvitation(new TestBrowser().binder, token, true)).toBe('closed')
    const shown = await getInvitation(asha, id)
    expect(shown).toMatchObject({ state: 'finished', can: { renew: false, resend: false, revoke: false } })
    expect(shown?.sessions).toMatchObject([{ id: session.id, reference: session.reference }])
  })

  it('ends when its time is over, and a session that is under way outlives it', async () => {
    const [one, two] = [await invite(asha, {}, { lifeHours: 1 }), await invite(asha, {}, { lifeHours: 1 })]
    const browser = new TestBrowser()
    await bindInvitation(browser.binder, two.token, false)
    await startedFrom(browser, two.id)
    hours(1.02)
    expect(await seenBy(browser, one.token)).toEqual({ view: 'ended', at: one.expiresAt })
    expect(await bindInvitation(browser.binder, one.token, false)).toBe('closed')
    expect(await seenBy(browser, two.token)).toMatchObject({ view: 'start' })
  })

  it('is replaced by a new one, which the same form shows again', async () => {
    const { id, token } = await invite(asha, {}, { lifeHours: 2 })
    hours(3)
    const form = await formOf(asha, id)
    const renewed = await Promise.all([renew(asha, id, form), renew(asha, id, form)])
    expect(renewed[0]).toEqual(renewed[1])
    const [first] = renewed
    if (!first?.ok) throw new Error('refused')
    expect(await seenBy(new TestBrowser(), token)).toMatchObject({ view: 'ended' })
    expect(await seenBy(new TestBrowser(), first.value.token)).toEqual({ view: 'welcome' })
    expect(await countOf('invitation_links', 'invitation_id = $1 and ended_at is null', [id])).toBe(1)
    expect(await renew(asha, 'inv_none')).toMatchObject({ error: { code: 'not_found' } })
  })

  it('says that it was closed, and what was open from it is cancelled', async () => {
    const { id, token } = await invite(asha)
    const browser = new TestBrowser()
    await bindInvitation(browser.binder, token, false)
    await startedFrom(browser, id)
    expect(await revokeInvitation(asha, id)).toMatchObject({ ok: true })
    expect(await revokeInvitation(asha, id)).toMatchObject({ error: { code: 'over' } })
    expect(await browser.session()).toMatchObject({ status: 'cancelled', cancelled_by: 'admin' })
    expect(await seenBy(browser, token)).toMatchObject({ view: 'closed' })
    expect(await bindInvitation(browser.binder, token, true)).toBe('closed')
    expect(await renew(asha, id)).toMatchObject({ error: { code: 'over' } })
    expect((await auditOf(id)).at(-1)).toBe('invitation.revoked')
  })

  it('goes out by no e-mail where no mail server is set, and everything else works', async () => {
    const { id, mailed } = await invite(asha, { email: 'meera@home.example' }, { byMail: true })
    expect(await resendInvitation(asha, id)).toMatchObject({ error: { code: 'no_mail' } })
    expect([mailed, await countOf('mail_messages', 'invitation_id = $1', [id])]).toEqual([false, 0])
  })
})
