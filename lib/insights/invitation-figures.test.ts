import { afterAll, beforeAll, expect, it } from 'vitest'
import { colleague } from '@/lib/auth/testing'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { bindInvitation } from '@/lib/invites/bind-invitation'
import { type Inviter, invite, inviteBed } from '@/lib/invites/testing'
import { addDays, indiaDayOf, startOfIndiaDay } from '@/lib/kyc/india-time'
import { TestBrowser } from '@/lib/sessions/testing'
import { invitationFigures } from './invitation-figures'

const viewer = colleague('stf_x', 'viewer', 'sessions.read')
let down: () => Promise<void>
let asha: Inviter

beforeAll(async () => {
  ;({ down, asha } = await inviteBed())
})
afterAll(() => down())

it('the funnel begins with who was invited on some days, and who has pressed Continue since', async () => {
  const today = indiaDayOf(now())
  const [first, , late] = [await invite(asha), await invite(asha), await invite(asha)]
  await bindInvitation(new TestBrowser().binder, first.token, false)
  await bindInvitation(new TestBrowser().binder, first.token, true)
  await pool().query('update invitations set created_at = $2 where id = $1', [
    late.id,
    new Date(startOfIndiaDay(today).getTime() - 1),
  ])
  expect(await invitationFigures(viewer, today, today)).toEqual({ invited: 2, opened: 1 })
  expect(await invitationFigures(viewer, addDays(today, -1), today)).toEqual({ invited: 3, opened: 1 })
  expect(await invitationFigures(viewer, addDays(today, -2), addDays(today, -2))).toEqual({ invited: 0, opened: 0 })
})
