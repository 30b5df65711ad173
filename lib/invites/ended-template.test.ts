import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { pool } from '@/lib/db/client'
import { withTransaction } from '@/lib/db/transaction'
import { everyInvitation, type InvitationChoice } from '@/lib/kyc/invitation-filter'
import { auditOf, TestBrowser } from '@/lib/sessions/testing'
import { bindInvitation } from './bind-invitation'
import { resendInvitation, revokeInvitation } from './change-invitation'
import { filterInvitations } from './filter-invitations'
import { getInvitation } from './get-invitation'
import { invitedFor } from './get-invited'
import { listInvitations } from './list-invitations'
import { moveInvitation } from './move-invitation'
import { againFor } from './start-again'
import { countOf, type Inviter, invite, inviteBed, renew } from './testing'

/* An end of a template cannot be taken back: nothing is begun from its invitations any more, and both sides read so. */

let down: () => Promise<void>
let asha: Inviter
const endedAt = new Date(Math.floor(Date.now() / 1000) * 1000)

beforeAll(async () => {
  Object.assign(process.env, { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'kyc@bank.example' })
  ;({ down, asha } = await inviteBed())
})
afterAll(() => down())
beforeEach(async () => {
  await pool().query(`update templates set ended_at = null where id = 'tpl_standard'`)
})

const end = () => pool().query(`update templates set ended_at = $1 where id = 'tpl_standard'`, [endedAt])
const closed = { view: 'closed', at: endedAt }
const seenBy = async (browser: TestBrowser, token: string) => invitedFor(await browser.person(), token)

const invited = async (reference: string) => {
  const { id, token } = await invite(asha, { reference, email: `${reference}@home.example` })
  return { id, token, browser: new TestBrowser() }
}
const opened = async (reference: string) => {
  const one = await invited(reference)
  await bindInvitation(one.browser.binder, one.token, false)
  return one
}
/** With a session that stands so. */
const begun = async (reference: string, status: string, more = '') => {
  const one = await opened(reference)
  await one.browser.start({}, one.browser.newKey(), one.id)
  const { handle } = await one.browser.session()
  await pool().query(`update kyc_sessions set status = $2${more} where handle = $1`, [handle, status])
  const again = async () => againFor(await one.browser.person(), handle)
  return { ...one, handle, again }
}

describe('the link of a template that has ended', () => {
  it('reads as closed on that day from the first look on, and a press changes nothing [R-25]', async () => {
    const { id, token, browser } = await invited('unopened')
    await end()
    expect(await seenBy(browser, token)).toEqual(closed)
    for (const takeOver of [false, true]) expect(await bindInvitation(browser.binder, token, takeOver)).toBe('closed')
    expect(await countOf('invitations', 'id = $1 and opened_at is null and owner_id is null', [id])).toBe(1)
    expect(await auditOf(id)).toEqual(['invitation.created'])
    expect(await seenBy(browser, token)).toEqual(closed)
  })

  it('reads so in the browser that had opened it, in others, after its own time, and where another replaced it', async () => {
    const one = await opened('was-open')
    const over = await invited('was-over')
    await pool().query(`update invitations set expires_at = now() - interval '1 day' where id = $1`, [over.id])
    const renewed = await invited('was-renewed')
    await renew(asha, renewed.id)
    await end()
    for (const browser of [one.browser, new TestBrowser()]) expect(await seenBy(browser, one.token)).toEqual(closed)
    expect(await seenBy(over.browser, over.token)).toEqual(closed)
    expect(await seenBy(renewed.browser, renewed.token)).toEqual(closed)
  })

  it.each(['failed', 'expired', 'cancelled', 'start_failed'])(
    'reads so after %s, there and on the way back',
    async (status) => {
      const { token, browser, again } = await begun(`after-${status}`, status)
      await end()
      expect(await seenBy(browser, token)).toEqual(closed)
      expect(await again()).toEqual(closed)
    },
  )

  it('goes on telling a No, which cannot be taken back any more', async () => {
    const { token, browser, again } = await begun('no', 'declined', ', finished_at = now()')
    await end()
    expect(await seenBy(browser, token)).toEqual({ view: 'refused', start: null })
    expect(await seenBy(new TestBrowser(), token)).toEqual(closed)
    expect(await again()).toEqual(closed)
  })

  it('goes on telling a result, a withdrawal and a wait, and opens no form for what is missing', async () => {
    const done = await begun('done', 'partial', `, finished_at = now(), documents_consented = '{pan}'`)
    const back = await begun('back', 'withdrawn', `, finished_at = now(), documents_consented = '{pan}'`)
    const held = await begun('held', 'held')
    await end()
    expect(await seenBy(done.browser, done.token)).toEqual({ view: 'finished', handle: done.handle })
    expect(await done.again()).toEqual({ view: 'finished', handle: done.handle })
    expect(await seenBy(back.browser, back.token)).toEqual({ view: 'withdrawn', handle: back.handle })
    expect(await seenBy(held.browser, held.token)).toEqual({ view: 'waiting', handle: held.handle })
  })

  it('leaves what is open where it is open: no other browser closes it by pressing', async () => {
    const { id, token, browser } = await begun('under-way', 'at_provider')
    await end()
    const other = new TestBrowser()
    await other.start()
    expect(await seenBy(other, token)).toEqual({ view: 'stays_elsewhere' })
    expect(await bindInvitation(other.binder, token, true)).toBe('closed')
    const [phone, from] = await Promise.all([other.person(), browser.person()])
    if (!phone || !from) throw new Error('browsers that began have rows')
    const move = { id, from: from.ownerId, token: 'x'.repeat(43) }
    expect(await withTransaction((tx) => moveInvitation(tx, phone, move, new Date()))).toBe(false)
    expect(await browser.session()).toMatchObject({ status: 'at_provider' })
    expect(await seenBy(browser, token)).toMatchObject({ view: 'start' })
  })

  it('tells whoever holds one that was replaced nothing of what is open elsewhere', async () => {
    const { id, token, browser } = await begun('replaced', 'at_provider')
    await renew(asha, id)
    await end()
    expect(await seenBy(new TestBrowser(), token)).toEqual(closed)
    expect(await seenBy(browser, token)).toMatchObject({ view: 'start' })
  })

  it('that a colleague had closed keeps the day of that', async () => {
    const { id, token, browser } = await invited('was-closed')
    await revokeInvitation(asha, id)
    await end()
    const seen = await seenBy(browser, token)
    expect(seen.view).toBe('closed')
    expect(seen).not.toEqual(closed)
  })
})

describe('in the console an invitation whose template has ended', () => {
  const idsOf = async (choice: InvitationChoice) =>
    (await filterInvitations(asha, { ...everyInvitation, choice }, null)).rows
      .filter(({ reference }) => reference.startsWith('c-'))
      .map(({ id }) => id)

  it('stands as a link that ended that day, in the list, alone and by the filter, unless more is to be told', async () => {
    const dead = [await invited('c-1'), await opened('c-2'), await begun('c-3', 'failed')].map(({ id }) => id)
    const told = {
      under_way: await begun('c-4', 'at_provider'),
      refused: await begun('c-5', 'declined'),
      finished: await begun('c-6', 'succeeded'),
      withdrawn: await begun('c-7', 'withdrawn'),
    }
    await end()
    for (const id of dead)
      expect(await getInvitation(asha, id)).toMatchObject({ state: 'ended', expiresAt: endedAt, templateEnded: true })
    const { rows } = await listInvitations(asha, { find: 'c-', after: null })
    const listed = new Map(rows.map((row) => [row.id, row]))
    for (const id of dead) expect(listed.get(id)).toMatchObject({ state: 'ended', expiresAt: endedAt })
    expect((await idsOf('ended')).sort()).toEqual([...dead].sort())
    for (const state of ['invited', 'opened', 'not_completed'] as const) expect(await idsOf(state)).toEqual([])
    for (const [state, { id }] of Object.entries(told)) {
      expect(listed.get(id)?.state).toBe(state)
      expect((await getInvitation(asha, id))?.state).toBe(state)
    }
  })

  it('is not written to and gets no new link, for that reason, and can be closed', async () => {
    const { id } = await invited('to-close')
    const no = await begun('said-no', 'declined')
    await end()
    const refusal = { ok: false, error: { code: 'template_ended' } }
    for (const one of [id, no.id]) {
      expect(await renew(asha, one)).toEqual(refusal)
      expect(await resendInvitation(asha, one)).toEqual(refusal)
      expect((await getInvitation(asha, one))?.can).toEqual({ renew: false, resend: false, revoke: true })
    }
    expect(await revokeInvitation(asha, id)).toMatchObject({ ok: true })
    expect((await getInvitation(asha, id))?.state).toBe('revoked')
    expect(await resendInvitation(asha, id)).toEqual({ ok: false, error: { code: 'over' } })
  })
})
