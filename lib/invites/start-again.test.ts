import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { moveClock, setClockRight } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { TestBrowser } from '@/lib/sessions/testing'
import { withdrawConsent } from '@/lib/sessions/withdraw-consent'
import { bindInvitation } from './bind-invitation'
import { revokeInvitation } from './change-invitation'
import { getInvitation } from './get-invitation'
import { invitedFor } from './get-invited'
import { againFor } from './start-again'
import { type Inviter, invite, inviteBed, renew } from './testing'

/* The way from the page of a session back to the start it came from: no token is kept, so the session names the invitation. */

let down: () => Promise<void>
let asha: Inviter

beforeAll(async () => {
  ;({ down, asha } = await inviteBed())
})
afterAll(() => down())
afterEach(setClockRight)

/** An invitation with a session that is over, or stands, as wished. */
const begun = async (status: string, more = '') => {
  const { id, token, expiresAt } = await invite(asha, {}, { lifeHours: 2 })
  const browser = new TestBrowser()
  await bindInvitation(browser.binder, token, false)
  await browser.start({}, browser.newKey(), id)
  const { handle } = await browser.session()
  await pool().query(`update kyc_sessions set status = $2${more} where handle = $1`, [handle, status])
  const again = async (other = browser) => againFor(await other.person(), handle)
  return { id, token, expiresAt, browser, handle, again }
}

describe('starting again from the page of a session', () => {
  it.each(['failed', 'expired', 'cancelled', 'declined', 'init_unknown', 'start_failed', 'held', 'partial', 'none'])(
    'leads to the start of its invitation in the browser that has it, after %s [R-25]',
    async (status) => {
      const { id, again } = await begun(status)
      expect(await again()).toEqual({
        view: 'start',
        invitationId: id,
        templateId: 'tpl_standard',
        // A finished invitation does not move to a phone.
        stays: status === 'partial' || status === 'none',
      })
    },
  )

  it('begins anew while DigiLocker is still being asked, and goes on with what is open there', async () => {
    for (const more of [', bound_return_at = now()', ''])
      expect(await (await begun('at_provider', more)).again()).toMatchObject({ view: 'start' })
  })

  it('is no more than a link that does not work to another browser, a made-up handle and nobody [R-20]', async () => {
    const { handle, again } = await begun('failed')
    const stranger = new TestBrowser()
    await stranger.start()
    expect(await again(stranger)).toEqual({ view: 'unknown' })
    expect(await againFor(null, handle)).toEqual({ view: 'unknown' })
    for (const made of ['', 'x', 'h'.repeat(43)])
      expect(await againFor(await stranger.person(), made)).toEqual({ view: 'unknown' })
  })

  it('leads to the public page where no invitation was', async () => {
    const browser = new TestBrowser()
    await browser.start()
    expect(await againFor(await browser.person(), (await browser.session()).handle)).toEqual({ view: 'public' })
  })

  it('says the truth of an invitation that has ended, is closed, is finished or is with another browser', async () => {
    const [over, closed, done, moved] = [
      await begun('failed'),
      await begun('failed'),
      await begun('succeeded'),
      await begun('failed'),
    ]
    expect(await done.again()).toEqual({ view: 'finished', handle: done.handle })
    await revokeInvitation(asha, closed.id)
    expect(await closed.again()).toMatchObject({ view: 'closed' })
    const phone = new TestBrowser()
    await bindInvitation(phone.binder, moved.token, true)
    expect(await moved.again()).toEqual({ view: 'elsewhere' })
    moveClock(2.1 * 3_600_000)
    expect(await over.again()).toEqual({ view: 'ended', at: over.expiresAt })
  })

  it('leads to no result page that is shut, and goes on telling a No from a finish', async () => {
    const yesterday = `, finished_at = now() - interval '25 hours'`
    const done = await begun('succeeded', yesterday)
    expect(await invitedFor(await done.browser.person(), done.token)).toEqual({ view: 'finished', handle: null })
    const no = await begun('declined', yesterday)
    expect(await invitedFor(await no.browser.person(), no.token)).toMatchObject({ view: 'refused' })
  })

  it('goes by the browser and not by the link: one that was replaced takes nothing from whoever has begun', async () => {
    const { id, again } = await begun('failed')
    await renew(asha, id)
    expect(await again()).toMatchObject({ view: 'start', invitationId: id })
  })

  it('says after a withdrawal that the permission was withdrawn, there and at the link; to others it is finished', async () => {
    const { id, token, browser, handle, again } = await begun(
      'partial',
      `, finished_at = now(), documents_consented = '{pan}'`,
    )
    const person = await browser.person()
    if (!person) throw new Error('a browser that began has a row')
    expect(await withdrawConsent(person, (await browser.session()).id)).toMatchObject({ ok: true })
    const withdrawn = { view: 'withdrawn', handle }
    expect(await again()).toEqual(withdrawn)
    expect(await invitedFor(person, token)).toEqual(withdrawn)
    expect(await invitedFor(null, token)).toEqual({ view: 'finished', handle: null })
    expect(await bindInvitation(new TestBrowser().binder, token, true)).toBe('closed')
    expect(await getInvitation(asha, id)).toMatchObject({
      state: 'withdrawn',
      can: { renew: false, resend: false, revoke: false },
    })
  })

  it('is finished while one of two results stands, whichever was withdrawn', async () => {
    const { id, browser } = await begun('partial', `, finished_at = now(), documents_consented = '{pan}'`)
    await browser.start({ doc_types: ['aadhaar'] }, browser.newKey(), id)
    await pool().query(
      `update kyc_sessions set status = 'withdrawn' where invitation_id = $1 and status = 'at_provider'`,
      [id],
    )
    expect((await getInvitation(asha, id))?.state).toBe('finished')
  })
})
