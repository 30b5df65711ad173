import { afterAll, beforeAll, expect, it } from 'vitest'
import { pool } from '@/lib/db/client'
import { getInvitation } from './get-invitation'
import { importsPerPage, listImports } from './list-imports'
import { type Inviter, invite, inviteBed } from './testing'

let down: () => Promise<void>
let asha: Inviter

/** As many files as two pages and one more have, three at each moment; the newest is `imp_1`. */
const count = 2 * importsPerPage + 1
beforeAll(async () => {
  ;({ down, asha } = await inviteBed())
  await pool().query(
    `insert into invite_imports (id, state, form_key_hash, staff_id, template_id, locale, life_hours, data_key, total_rows,
       good_rows, problems, ignored_columns, created_at)
     select 'imp_' || lpad((1000 - n)::text, 3, '0'), 'done', int4send(n), 'stf_asha', 'tpl_standard', 'en', 168, 'none', 0, 0,
       '[]', '{}', timestamptz '2026-05-10T08:35:00Z' - (n / 3) * interval '1 minute'
     from generate_series(1, $1::int) n`,
    [count],
  )
})
afterAll(() => down())

it('reaches every file, the newest first, page by page, also those of one moment', async () => {
  const found: string[] = []
  const lengths: number[] = []
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<typeof listImports>> = await listImports(asha, after)
    found.push(...page.rows.map(({ id }) => id))
    lengths.push(page.rows.length)
    after = page.next
  } while (after !== null)
  expect(lengths).toEqual([importsPerPage, importsPerPage, 1])
  expect(found).toEqual(Array.from({ length: count }, (_, n) => `imp_${1000 - (n + 1)}`))
})

it('begins at the newest where the place is one that nobody knows', async () => {
  expect((await listImports(asha, 'imp_none')).rows[0]?.id).toBe('imp_999')
})

it('leads from an invitation to the file it was made from, and to none from one that was made alone', async () => {
  const { id } = await invite(asha)
  expect(await getInvitation(asha, id)).toMatchObject({ file: null })
  await pool().query(`update invitations set import_id = 'imp_999', import_row = 2 where id = $1`, [id])
  expect(await getInvitation(asha, id)).toMatchObject({
    file: { id: 'imp_999', chosenAt: new Date('2026-05-10T08:35:00Z') },
  })
})
