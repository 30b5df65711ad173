import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { colleague } from '@/lib/auth/testing'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { bindInvitation } from '@/lib/invites/bind-invitation'
import { type Inviter, invite, inviteBed } from '@/lib/invites/testing'
import { readRange } from '@/lib/kyc/day-range'
import { addDays, indiaDayOf, startOfIndiaDay } from '@/lib/kyc/india-time'
import { TestBrowser } from '@/lib/sessions/testing'
import { getOverview } from './get-overview'
import { invitationFigures } from './invitation-figures'

const viewer = colleague('stf_x', 'viewer', 'sessions.read')
let down: () => Promise<void>
let asha: Inviter

beforeAll(async () => {
  ;({ down, asha } = await inviteBed())
})
afterAll(() => down())
beforeEach(() => pool().query('truncate invitations cascade'))

it('shows figures from the first invitation on, when nobody has started yet', async () => {
  const shown = async () => {
    const today = indiaDayOf(now())
    return (await getOverview(viewer, readRange({ days: '', from: today, to: today }, today).range)).hasFigures
  }
  expect(await shown()).toBe(false)
  await invite(asha)
  expect(await shown()).toBe(true)
})

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
