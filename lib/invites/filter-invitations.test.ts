import { afterAll, beforeAll, expect, it } from 'vitest'
import { pool } from '@/lib/db/client'
import { everyInvitation, type InvitationChoice } from '@/lib/kyc/invitation-filter'
import { insertEnded } from '@/lib/privacy/testing'
import { newRecordKey } from '@/lib/security/encrypt'
import { filterInvitations, mostLookedThrough } from './filter-invitations'
import { invitationsPerPage } from './list-invitations'
import { type Inviter, inviteBed } from './testing'

let down: () => Promise<void>
let asha: Inviter

/** Invitations of every state in turn, one of them out of forty with a letter that came back; the newest is `inv_1`. */
const states = ['invited', 'opened', 'finished', 'refused', 'ended', 'revoked'] as const
const insert = (count: number) =>
  pool().query(
    `insert into invitations (id, reference, template_id, locale, data_key, life_hours, staff_id, created_at, expires_at,
       opened_at, revoked_at)
     select 'inv_' || n, 'R' || n, 'tpl_standard', 'en', ($2::text[])[n], 168, 'stf_asha', now() - n * interval '1 minute',
       now() + case when n % 6 = 5 then interval '-1 minute' else interval '7 days' end,
       case when n % 6 in (2, 3, 4) then now() end, case when n % 6 = 0 then now() end
     from generate_series(1, $1::int) n`,
    [count, Array.from({ length: count }, (_, n) => newRecordKey({ table: 'invitations', rowId: `inv_${n + 1}` }))],
  )

const idsOf = async (choice: InvitationChoice, after: string | null = null) => {
  const page = await filterInvitations(asha, { ...everyInvitation, choice }, after)
  return { ...page, ids: page.rows.map(({ id }) => id) }
}

beforeAll(async () => {
  ;({ down, asha } = await inviteBed())
  await insert(300)
  for (let n = 1; n <= 300; n += 1) {
    if (n % 6 === 3) await insertEnded({ endedAt: new Date(), invitation: `inv_${n}` })
    if (n % 6 === 4) await insertEnded({ status: 'declined', endedAt: new Date(), invitation: `inv_${n}`, sent: false })
  }
  await pool().query(
    `insert into mail_messages (id, invitation_id, kind, state, code, created_at)
     values ('mal_1', 'inv_7', 'invitation', 'bounced', '550', now()), ('mal_2', 'inv_2', 'invitation', 'bounced', '550', now()),
       ('mal_3', 'inv_13', 'invitation', 'bounced', '550', now()), ('mal_4', 'inv_13', 'new_link', 'sent', null, now() + interval '1 second')`,
  )
}, 60_000)
afterAll(() => down())

it.each(states.map((state, index) => [state, (index + 1) % 6] as const))(
  'shows those that are %s, all of them and no others, page by page',
  async (state, rest) => {
    const expected = Array.from({ length: 300 }, (_, n) => n + 1).filter((n) => n % 6 === rest)
    const first = await idsOf(state)
    const second = await idsOf(state, first.next)
    expect(first.ids).toHaveLength(invitationsPerPage)
    expect([...first.ids, ...second.ids]).toEqual(expected.map((n) => `inv_${n}`))
    expect(second.next).toBeNull()
    expect(first.rows.every((row) => row.state === state)).toBe(true)
  },
)

it('shows those whose newest e-mail came back while the person is waited for', async () => {
  expect((await idsOf('undelivered')).ids).toEqual(['inv_7'])
})

it('shows the invitations of one file by its rows, and none of a file nobody knows', async () => {
  await pool().query(
    `insert into invite_imports (id, state, form_key_hash, staff_id, template_id, locale, life_hours, data_key, total_rows,
       good_rows, problems, ignored_columns, created_at)
     values ('imp_a', 'done', 'x', 'stf_asha', 'tpl_standard', 'en', 168, 'none', 0, 0, '[]', '{}', now())`,
  )
  await pool().query(
    `update invitations set import_id = 'imp_a', import_row = 400 - substr(id, 5)::int where substr(id, 5)::int > 260`,
  )
  const filter = { choice: null, file: 'imp_a' }
  const first = await filterInvitations(asha, filter, null)
  const second = await filterInvitations(asha, filter, first.next)
  expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(
    Array.from({ length: 40 }, (_, n) => `inv_${300 - n}`),
  )
  const ended = await filterInvitations(asha, { choice: 'ended', file: 'imp_a' }, null)
  expect(ended.rows.map(({ id }) => id)).toEqual([
    'inv_299',
    'inv_293',
    'inv_287',
    'inv_281',
    'inv_275',
    'inv_269',
    'inv_263',
  ])
  expect(await filterInvitations(asha, { choice: null, file: 'imp_none' }, null)).toEqual({
    rows: [],
    next: null,
    looked: 0,
  })
})

it('says how far it looked where few are found, and goes on from there', async () => {
  await pool().query(
    `insert into invitations (id, reference, template_id, locale, data_key, life_hours, staff_id, created_at, expires_at)
     select 'inv_new' || n, 'N' || n, 'tpl_standard', 'en', 'none', 168, 'stf_asha', now() + n * interval '1 second', now() + interval '1 day'
     from generate_series(1, $1::int) n`,
    [mostLookedThrough + 100],
  )
  const first = await idsOf('refused')
  expect([first.ids, first.looked]).toEqual([[], mostLookedThrough])
  const second = await idsOf('refused', first.next)
  expect(second.ids[0]).toBe('inv_4')
  await pool().query(`delete from invitations where id like 'inv_new%'`)
})
