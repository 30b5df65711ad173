import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Permitted } from '@/lib/auth/permissions'
import { colleague } from '@/lib/auth/testing'
import { pool } from '@/lib/db/client'
import { everySession, filterOf } from '@/lib/kyc/session-filter'
import { firstAdmin, staffTestBed } from '@/lib/staff/testing'
import { deleteView } from './delete-view'
import { listViews } from './list-views'
import { mostViews, saveView } from './save-view'

let drop: () => Promise<void>
let asha: Permitted<'sessions.read'>
let meera: Permitted<'sessions.read'>
const held = filterOf({ status: 'held', docs: ['pan'] })

beforeAll(async () => {
  drop = await staffTestBed()
  asha = colleague(await firstAdmin(), 'admin', 'sessions.read')
  await pool().query(
    `insert into staff (id, email, name, role, password_hash, created_at)
     values ('stf_meera', 'meera@bank.example', 'Meera', 'viewer', 'none', now())`,
  )
  meera = colleague('stf_meera', 'viewer', 'sessions.read')
})
afterAll(() => drop())

const namesOf = async (actor: Permitted<'sessions.read'>) => (await listViews(actor)).map(({ name }) => name)

it('keeps a filter under a name, for the colleague who named it alone', async () => {
  expect((await saveView(asha, '  Held   with PAN ', held)).ok).toBe(true)
  expect(await listViews(asha)).toMatchObject([{ name: 'Held with PAN', filter: held }])
  expect(await namesOf(meera)).toEqual([])
})

it('takes the same view twice for a button pressed twice', async () => {
  expect((await saveView(asha, 'Held with PAN', held)).ok).toBe(true)
  expect(await namesOf(asha)).toEqual(['Held with PAN'])
})

it('keeps one view of a name, and lets another colleague use the name too', async () => {
  expect(await saveView(asha, 'Held with PAN', filterOf({ flow: 'signup' }))).toMatchObject({
    error: { code: 'name_taken' },
  })
  expect((await saveView(meera, 'Held with PAN', held)).ok).toBe(true)
})

it.each([
  ['', 'name_needed'],
  ['   ', 'name_needed'],
  ['x'.repeat(61), 'name_needed'],
  ['a\u202eb', 'name_needed'],
])('refuses the name %j', async (name, code) => {
  expect(await saveView(asha, name, held)).toEqual({ ok: false, error: { code } })
})

it('saves no view of everything, which every colleague has', async () => {
  expect(await saveView(asha, 'All', everySession)).toMatchObject({ error: { code: 'nothing_to_save' } })
})

it('forgets a view of one’s own and never a colleague’s', async () => {
  const [view] = await listViews(asha)
  await deleteView(meera, view?.id ?? '')
  expect(await namesOf(asha)).toEqual(['Held with PAN'])
  await deleteView(asha, view?.id ?? '')
  expect(await namesOf(asha)).toEqual([])
})

it('holds the number of views while many are saved at once', async () => {
  await Promise.all(Array.from({ length: mostViews + 5 }, (_, n) => saveView(asha, `View ${n}`, held)))
  expect(await namesOf(asha)).toHaveLength(mostViews)
})
