import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pool } from '@/lib/db/client'
import { whatItRead } from '@/lib/db/testing'
import { factsStatement, type InvitationCursor, invitationsStatement } from './invitation-statement'
import { inviteBed } from './testing'

/*
 * A house in which every reference begins alike, as those of a branch or a year do, and one is used by many. What each page
 * of the list reads is counted by EXPLAIN ANALYZE.
 */
const invitations = 60_000
const perPage = 26
let down: () => Promise<void>

beforeAll(async () => {
  ;({ down } = await inviteBed())
  await pool().query(
    `insert into invitations (id, reference, template_id, locale, data_key, life_hours, staff_id, created_at, expires_at)
     select 'inv_' || n, case when n % 50 = 0 then 'LN-2026' else 'LN-2026-' || n end, 'tpl_standard', 'en', 'none', 168,
       'stf_asha', now() - n * interval '1 second', now() from generate_series(1, $1::int) n`,
    [invitations],
  )
  await pool().query(
    `insert into invite_imports (id, state, form_key_hash, staff_id, template_id, locale, life_hours, data_key, total_rows,
       good_rows, problems, ignored_columns, created_at)
     values ('imp_old', 'done', 'x', 'stf_asha', 'tpl_standard', 'en', 168, 'none', 0, 0, '[]', '{}', now())`,
  )
  await pool().query(
    `update invitations set import_id = 'imp_old', import_row = substr(id, 5)::int where substr(id, 5)::int between 30000 and 40000`,
  )
  await pool().query('set default_statistics_target = 1000')
  await pool().query('vacuum analyze invitations')
}, 120_000)
afterAll(() => down())

const cursorAt = async (id: string): Promise<InvitationCursor> => {
  const { rows } = await pool().query(
    'select id, created_at, import_row, lower(reference) as key from invitations where id = $1',
    [id],
  )
  return rows[0]
}

/** A file that was chosen long ago, in the middle of everything else. */
const file = 'imp_old'

const searches = ['', 'LN-2026', 'ln-2026-', 'LN-2026-1', 'LN-2026-777', 'LN-2027', 'L']

describe('every page of invitations', () => {
  it.each(searches)('reads no more than it shows: "%s"', async (find) => {
    const places = [null, ...(await Promise.all(['inv_50', 'inv_30000', 'inv_777', 'inv_59999'].map(cursorAt)))]
    for (const place of places) {
      const { read } = await whatItRead(invitationsStatement(find, place, perPage))
      // A page of each of two ranges; beside each row of the page its template, and the session and letter it may have.
      expect(read, place?.id).toBeLessThanOrEqual(2 * perPage + 3 * perPage)
    }
  })

  it.each([null, file])('looks through a stretch and no further, of all or of one file: %s', async (of) => {
    for (const id of [null, 'inv_777', 'inv_30000']) {
      const place = id === null ? null : await cursorAt(id)
      const { read } = await whatItRead(factsStatement(of, place, 1_000))
      expect(read, id ?? 'first').toBeLessThanOrEqual(3_000)
    }
  })

  it('would notice: what is exactly that before the rest, asked in one order, reads all of it', async () => {
    const plain = `select id from invitations i where lower(reference) like 'ln-2026%'
      order by lower(reference) = 'ln-2026' desc, created_at desc, id desc limit 26`
    expect((await whatItRead({ text: plain, values: [] })).read).toBeGreaterThan(invitations / 2)
  })
})
