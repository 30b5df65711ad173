import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { moveClock } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { bindInvitation } from '@/lib/invites/bind-invitation'
import { invitedFor } from '@/lib/invites/get-invited'
import { type Inviter, invite, inviteBed } from '@/lib/invites/testing'
import { forgetEnded } from '@/lib/jobs/forget-ended'
import { handoverLifeMs } from '@/lib/kyc/handover'
import { comeBack } from '@/lib/sessions/come-back'
import { auditOf, nonceAtProvider, setClockBack, TestBrowser } from '@/lib/sessions/testing'
import type { Simulator } from '@/simulator/server'
import { handoverFor, offeredTo } from './get-handover'
import { openHandover } from './open-handover'
import { takeHandover } from './take-handover'

let simulator: Simulator
let down: () => Promise<void>
let asha: Inviter

beforeAll(async () => {
  process.env.PHONE_HANDOVER = '1'
  ;({ simulator, down, asha } = await inviteBed())
})
afterAll(() => down())
afterEach(setClockBack)

/** A computer that shows its code. */
const shown = async (invitationId: string | null = null, computer = new TestBrowser()) => {
  const id = await openHandover({ binder: computer.binder, invitationId, browserClass: 'desktop-firefox' })
  if (id === null) throw new Error('no hand-over was opened')
  const seen = async () => {
    const person = await computer.person()
    return person && handoverFor(person, id)
  }
  const token = (await seen())?.url?.split('/').at(-1) ?? ''
  return { computer, id, token, seen }
}

const finish = async (phone: TestBrowser) => {
  const nonce = nonceAtProvider(simulator)
  simulator.control.setOutcome(nonce, { kind: 'allow', documents: ['pan'] })
  await (await comeBack(nonce, phone.binder, null)).background
}

describe('a hand-over to a phone', () => {
  it('goes on on the phone, whose the result is; the computer learns that it is over and nothing else [R-26]', async () => {
    const { computer, id, token, seen } = await shown()
    const phone = new TestBrowser()
    expect(await offeredTo(null, token)).toMatchObject({ view: 'offered', device: 'desktop' })
    expect(await seen()).toMatchObject({ view: 'waiting' })
    expect(await takeHandover(phone.binder, token)).toBe('/')
    expect(await seen()).toMatchObject({ view: 'taken', url: null })
    await phone.start()
    expect(await seen()).toMatchObject({ view: 'taken' })
    await finish(phone)
    expect((await phone.session()).status).toBe('succeeded')
    expect(await computer.sessions()).toEqual([])
    const window = await seen()
    expect(window).toMatchObject({ view: 'finished', url: null })
    expect(Object.keys(window ?? {}).sort()).toEqual(['expiresAt', 'id', 'invitationId', 'takenAt', 'url', 'view'])
    expect(await auditOf(id)).toEqual(['handover.opened', 'handover.taken'])
  })

  it('is taken up once, by one of fifty phones at the same moment [R-26]', async () => {
    const { id, token } = await shown()
    const phones = Array.from({ length: 50 }, () => new TestBrowser())
    const taken = await Promise.all(phones.map((phone) => takeHandover(phone.binder, token)))
    expect(taken.filter((path) => path !== null)).toHaveLength(1)
    expect((await auditOf(id)).filter((action) => action === 'handover.taken')).toHaveLength(1)
    expect(await offeredTo(null, token)).toEqual({ view: 'gone' })
  })

  it('leads the same phone to the same page when it presses again [R-26]', async () => {
    const { token } = await shown()
    const phone = new TestBrowser()
    expect(await takeHandover(phone.binder, token)).toBe('/')
    expect(await takeHandover(phone.binder, token)).toBe('/')
  })

  it('leads the phone that has it to the truth whenever its page is opened again, and nobody else [R-26]', async () => {
    const { id: invitation, token: link } = await invite(asha)
    const computer = new TestBrowser()
    await bindInvitation(computer.binder, link, false)
    for (const { token } of [await shown(), await shown(invitation, computer)]) {
      const phone = new TestBrowser()
      const path = await takeHandover(phone.binder, token)
      const again = { view: 'here', path }
      expect(await offeredTo(await phone.person(), token)).toEqual(again)
      moveClock(2 * handoverLifeMs)
      expect(await offeredTo(await phone.person(), token)).toEqual(again)
      const stranger = new TestBrowser()
      await stranger.start()
      for (const other of [null, await stranger.person(), await computer.person()])
        expect(await offeredTo(other, token)).toEqual({ view: 'gone' })
      setClockBack()
    }
  })

  it('ends after five minutes, and with the next code of the same computer [R-26]', async () => {
    const first = await shown()
    const second = await shown(null, first.computer)
    expect(await offeredTo(null, first.token)).toEqual({ view: 'gone' })
    expect(await takeHandover(new TestBrowser().binder, first.token)).toBeNull()
    moveClock(handoverLifeMs)
    expect(await offeredTo(null, second.token)).toEqual({ view: 'gone' })
    expect(await takeHandover(new TestBrowser().binder, second.token)).toBeNull()
    expect(await second.seen()).toMatchObject({ view: 'ended' })
  })

  it('is seen by the browser that opened it alone, and no dump tells its token [R-20] [R-26]', async () => {
    const { id, token } = await shown()
    const stranger = new TestBrowser()
    await stranger.start()
    const person = await stranger.person()
    expect(person && (await handoverFor(person, id))).toBeNull()
    const { rows } = await pool().query('select to_jsonb(h)::text as row from handovers h where id = $1', [id])
    expect(rows[0].row).not.toContain(token)
    const { rows: trail } = await pool().query('select body from audit_events where object_id = $1', [id])
    for (const { body } of trail) expect(body).not.toContain(token)
  })

  it('takes an invitation along: open on the phone, and no longer on the computer [R-25] [R-26]', async () => {
    const { id, token: link } = await invite(asha)
    const computer = new TestBrowser()
    await bindInvitation(computer.binder, link, false)
    await computer.start({}, computer.newKey(), id)
    const { token } = await shown(id, computer)
    const phone = new TestBrowser()
    const path = (await takeHandover(phone.binder, token)) ?? ''
    expect(path).toMatch(/^\/start\/[\w-]{43}$/)
    expect(path).not.toContain(link)
    const own = path.split('/').at(-1) ?? ''
    expect(await invitedFor(await phone.person(), own)).toMatchObject({ view: 'start', invitationId: id })
    expect(await invitedFor(await computer.person(), link)).toEqual({ view: 'elsewhere' })
    expect((await computer.session()).status).toBe('cancelled')
    expect(await takeHandover(phone.binder, token)).toBe(path)
  })

  it('does not take along an invitation that is with somebody else by now [R-25] [R-26]', async () => {
    const { id, token: link } = await invite(asha)
    const computer = new TestBrowser()
    await bindInvitation(computer.binder, link, false)
    const { token } = await shown(id, computer)
    await bindInvitation(new TestBrowser().binder, link, true)
    expect(await takeHandover(new TestBrowser().binder, token)).toBeNull()
  })

  it('is forgotten a day after its window shows nothing any more', async () => {
    const { id } = await shown()
    moveClock(49 * 3_600_000)
    await forgetEnded()
    const { rows } = await pool().query('select 1 from handovers where id = $1', [id])
    expect(rows).toEqual([])
  })
})
