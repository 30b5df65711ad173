import { randomInt } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { colleague } from '@/lib/auth/testing'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { bindInvitation } from '@/lib/invites/bind-invitation'
import { type Inviter, invite, inviteBed } from '@/lib/invites/testing'
import { readRange } from '@/lib/kyc/day-range'
import { addDays, indiaDayOf, startOfIndiaDay } from '@/lib/kyc/india-time'
import { TestBrowser } from '@/lib/sessions/testing'
import { foldCounts } from './fold-counts'
import { getOverview } from './get-overview'
import { invitationFigures, invitedQuery } from './invitation-figures'
import { wrongInvitationFigures } from './testing'

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

/** Invitations of some days, as many on each, every third of them opened. */
const insertMany = (days: number, aDay: number) =>
  pool().query(
    `insert into invitations (id, reference, template_id, locale, data_key, life_hours, staff_id, created_at, expires_at, opened_at)
     select 'inv_' || n, 'R' || n, 'tpl_standard', 'en', 'none', 168, 'stf_asha', at, at + interval '7 days',
       case when n % 3 = 0 then at end
     from generate_series(0, $1::int * $2 - 1) n,
       lateral (select '2026-05-04 12:00+05:30'::timestamptz - make_interval(days => n / $2) as at) days`,
    [days, aDay],
  )

const erase = (ids: readonly string[]) => pool().query('delete from invitations where id = any ($1)', [ids])

it('its figures equal the rows at every moment while invitations are made, opened, erased, folded and recounted at once', async () => {
  await insertMany(20, 30)
  const some = () => `inv_${randomInt(600)}`
  const disturb = async (worker: number, step: number): Promise<void> => {
    const dice = randomInt(10)
    if (dice < 4)
      await pool().query('update invitations set opened_at = coalesce(opened_at, now()) where id = $1', [some()])
    else if (dice < 6) await pool().query('update invitations set messages = messages + 1 where id = $1', [some()])
    else if (dice < 8) await erase([some(), some(), some()].sort())
    else
      await pool().query(
        `insert into invitations (id, reference, template_id, locale, data_key, life_hours, staff_id, created_at, expires_at)
         select 'inv_' || $1 || '_' || n, 'N', 'tpl_standard', 'en', 'none', 24, 'stf_asha',
           '2026-05-04 23:59:59+05:30'::timestamptz + make_interval(secs => n), now() from generate_series(0, 2) n`,
        [`${worker}_${step}`],
      )
  }
  const moving = Array.from({ length: 6 }, async (_, worker) => {
    for (let step = 0; step < 50; step += 1) await disturb(worker, step)
  })
  let over = false
  const watching = (async () => {
    const seen: unknown[] = []
    while (!over) {
      seen.push(...(await wrongInvitationFigures()))
      await pool().query('select invitation_counts_fold($1)', [randomInt(1, 40)])
      const { rows } = await pool().query<{ wrong: number }>('select invitation_counts_rebuild() as wrong')
      if (rows[0]?.wrong !== 0) seen.push(rows[0])
    }
    return seen
  })()
  await Promise.all(moving)
  over = true
  expect(await watching).toEqual([])
  await foldCounts()
  expect(await wrongInvitationFigures()).toEqual([])
  expect((await pool().query('select from invitation_count_changes')).rows).toHaveLength(0)
})

it('its figures are filled from the rows that were there before, and mended after rows came in past the triggers', async () => {
  await pool().query('alter table invitations disable trigger user')
  await insertMany(2, 3)
  await pool().query('alter table invitations enable trigger user')
  expect(await wrongInvitationFigures()).not.toEqual([])
  const { rows } = await pool().query<{ wrong: number }>('select invitation_counts_rebuild() as wrong')
  expect(rows[0]?.wrong).toBe(4)
  expect(await invitationFigures(viewer, '2026-05-03', '2026-05-04')).toEqual({ invited: 6, opened: 2 })
})

it('its figures cost a file of people one change for each day, not one for each row', async () => {
  await insertMany(1, 5_000)
  await erase(['inv_0', 'inv_3', 'inv_6'])
  const { rows } = await pool().query('select opened, change from invitation_count_changes order by id')
  expect(rows).toHaveLength(3)
  expect(rows.at(-1)).toEqual({ opened: true, change: -3 })
})

type Plan = { 'Relation Name'?: string; 'Actual Rows': number; 'Actual Loops': number; Plans?: Plan[] }

const flatten = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(flatten)]

it('its figures of thirty days read two rows a day, however many were invited', async () => {
  await insertMany(600, 100)
  await foldCounts()
  await pool().query('vacuum analyze invitations, invitation_counts, invitation_count_changes')
  const text = invitedQuery.text.replaceAll('$1', `'2026-04-05'`).replaceAll('$2', `'2026-05-04'`)
  const { rows } = await pool().query<{ 'QUERY PLAN': { Plan: Plan }[] }>(`explain (analyze, format json) ${text}`)
  const plan = rows[0]?.['QUERY PLAN'][0]?.Plan
  if (!plan) throw new Error('expected a plan, found none')
  const scans = flatten(plan).filter((node) => node['Relation Name'] !== undefined)
  expect(scans.map((node) => node['Relation Name']).sort()).toEqual(['invitation_count_changes', 'invitation_counts'])
  expect(Math.max(...scans.map((node) => node['Actual Rows'] * node['Actual Loops']))).toBeLessThanOrEqual(60)
  expect(await invitationFigures(viewer, '2026-04-05', '2026-05-04')).toEqual({ invited: 3_000, opened: 1_000 })
}, 60_000)
