import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { moveClock, setClockRight } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { auditOf } from '@/lib/sessions/testing'
import { revokeInvitation } from './change-invitation'
import { createInvitation, type InvitationWish } from './create-invitation'
import { getInvitation } from './get-invitation'
import { invitedFor } from './get-invited'
import { newLinkKey, readLinkKey } from './links'
import { aKey, countOf, formOf, type Inviter, invitationOf, invite, inviteBed, renew } from './testing'

/* What a form that is sent again, late or with other words makes of its link. */

let down: () => Promise<void>
let asha: Inviter

beforeAll(async () => {
  Object.assign(process.env, { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'kyc@bank.example' })
  ;({ down, asha } = await inviteBed())
  await pool().query(`insert into templates (id, name, created_at) values ('tpl_second', 'Second', now())`)
  await pool().query(
    `insert into template_versions select (jsonb_populate_record(v,
       '{"id": "tpv_second", "template_id": "tpl_second", "number": 1}')).* from template_versions v
     where template_id = 'tpl_standard'`,
  )
})
afterAll(() => down())
afterEach(setClockRight)

const hours = (count: number) => moveClock(count * 3_600_000)

const meera = { reference: 'F-1', name: 'Meera Nair', email: 'meera@home.example', phone: '9876543210', language: '' }

describe('a form that invites', () => {
  it('shows the same link for the same words, and whom it is for', async () => {
    const key = aKey(asha)
    const made = await invite(asha, meera, { key, byMail: true })
    expect(made).toMatchObject({ reference: 'F-1', mailed: true })
    expect(await invite(asha, meera, { key, byMail: true })).toEqual(made)
    const unnamed = await invite(asha, { name: 'Ravi' })
    expect(unnamed.reference).toMatch(/^SW-/)
  })

  it.each<[string, Partial<typeof meera>, Partial<InvitationWish>]>([
    ['another reference', { reference: 'F-2' }, {}],
    ['another name', { name: 'Meera Nayar' }, {}],
    ['another address', { email: 'other@home.example' }, {}],
    ['another number', { phone: '9876543211' }, {}],
    ['another language', {}, { locale: 'hi' }],
    ['another template', {}, { templateId: 'tpl_second' }],
    ['another life', {}, { lifeHours: 24 }],
    ['no e-mail wished', {}, { byMail: false }],
  ])('that is sent again with %s makes another invitation with a link of its own', async (_what, invitee, wish) => {
    const key = aKey(asha)
    const first = await invite(asha, meera, { key, byMail: true })
    const second = await invite(asha, { ...meera, ...invitee }, { key, byMail: true, ...wish })
    expect(second.id).not.toBe(first.id)
    expect(second.token).not.toBe(first.token)
    expect(await invitationOf(first.token)).toBe(first.id)
    expect(await invitationOf(second.token)).toBe(second.id)
  })

  it.each<[string, (id: string) => Promise<unknown>]>([
    ['was replaced', (id) => renew(asha, id)],
    ['was closed', (id) => revokeInvitation(asha, id)],
    ['has ended', async () => hours(3)],
  ])('that is sent again when its link %s shows no dead link as ready', async (what, then) => {
    const key = aKey(asha)
    const wish: InvitationWish = {
      invitee: { ...meera, reference: `F ${what}` },
      templateId: 'tpl_standard',
      locale: 'en',
      lifeHours: 2,
      byMail: false,
      again: false,
      key,
    }
    const made = await createInvitation(asha, wish)
    if (!made.ok) throw new Error('refused')
    await then(made.value.id)
    expect(await createInvitation(asha, wish)).toEqual({
      ok: false,
      error: { code: 'link_over', reference: `F ${what}` },
    })
    expect(await countOf('invitations', 'reference = $1', [`F ${what}`])).toBe(1)
  })

  it('asks before it invites a reference that is out, in any spelling, and never of its own first press', async () => {
    const wish = (reference: string, again = false): InvitationWish => ({
      invitee: { ...meera, reference },
      templateId: 'tpl_standard',
      locale: 'en',
      lifeHours: 2,
      byMail: false,
      again,
      key: aKey(asha),
    })
    const first = wish('OUT-1')
    const presses = await Promise.all([1, 2, 3].map(() => createInvitation(asha, first)))
    expect(new Set(presses.map((made) => made.ok && made.value.id)).size).toBe(1)
    expect(await createInvitation(asha, wish('out-1'))).toEqual({ ok: false, error: { code: 'out' } })
    expect(await createInvitation(asha, wish('OUT-1', true))).toMatchObject({ ok: true })
    for (const { id } of (await pool().query<{ id: string }>(`select id from invitations where reference = 'OUT-1'`))
      .rows)
      await revokeInvitation(asha, id)
    expect(await createInvitation(asha, wish('OUT-1'))).toMatchObject({ ok: true })
  })

  it('works on after its colleague signed in again', () => {
    expect(readLinkKey({ ...asha, sid: 'sid_later' }, newLinkKey(asha))).not.toBeNull()
  })
})

describe('a form for a new link', () => {
  const works = async (token: string) => (await invitedFor(null, token)).view === 'welcome'

  it('that saw an earlier link changes nothing, and says so', async () => {
    const { id } = await invite(asha)
    const [mine, theirs] = [await formOf(asha, id), await formOf(asha, id)]
    const first = await renew(asha, id, mine)
    const second = await renew(asha, id, await formOf(asha, id))
    if (!first.ok || !second.ok) throw new Error('refused')
    const before = await auditOf(id)
    // The one that made the first link, sent once more, and one that was open all the time.
    for (const form of [mine, theirs])
      expect(await renew(asha, id, form)).toEqual({ ok: false, error: { code: 'changed' } })
    expect(await works(second.value.token)).toBe(true)
    expect(await auditOf(id)).toEqual(before)
    expect(await getInvitation(asha, id)).toMatchObject({ expiresAt: second.value.expiresAt })
  })

  it('that is sent again when its link has ended in time shows no dead link as ready', async () => {
    const { id } = await invite(asha, {}, { lifeHours: 1 })
    const form = await formOf(asha, id)
    expect(await renew(asha, id, form)).toMatchObject({ ok: true })
    hours(2)
    expect(await renew(asha, id, form)).toEqual({ ok: false, error: { code: 'changed' } })
    const anew = await renew(asha, id)
    if (!anew.ok) throw new Error('refused')
    expect(await works(anew.value.token)).toBe(true)
  })

  it('of one invitation makes another link for another, whoever mixes them up', async () => {
    const [one, two] = [await invite(asha), await invite(asha)]
    const form = await formOf(asha, one.id)
    const [first, second] = [await renew(asha, one.id, form), await renew(asha, two.id, form)]
    if (!first.ok || !second.ok) throw new Error('refused')
    expect(await invitationOf(first.value.token)).toBe(one.id)
    expect(await invitationOf(second.value.token)).toBe(two.id)
  })

  it('two colleagues send at the same moment is heard once', async () => {
    const { id } = await invite(asha)
    const forms = await Promise.all(Array.from({ length: 5 }, () => formOf(asha, id)))
    const renewed = await Promise.all(forms.map((form) => renew(asha, id, form)))
    expect(renewed.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await countOf('invitation_links', 'invitation_id = $1 and ended_at is null', [id])).toBe(1)
  })
})
