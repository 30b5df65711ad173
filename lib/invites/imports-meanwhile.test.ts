import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { moveClock, setClockRight } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { systemActor } from '@/lib/jobs/system-actor'
import { revokeInvitation } from './change-invitation'
import { getImport } from './get-import'
import { runImports } from './run-import'
import { startImport } from './start-import'
import { takeLinks } from './take-links'
import { countOf, type Inviter, invite, inviteBed, looked, renew } from './testing'

/* What happens to the rows of a file between the look and the work. */

let down: () => Promise<void>
let asha: Inviter

beforeAll(async () => {
  ;({ down, asha } = await inviteBed())
})
afterAll(() => down())
afterEach(setClockRight)

const inviter = systemActor('inviter')
const hours = (count: number) => moveClock(count * 3_600_000)

const work = async (id: string) => {
  await startImport(asha, id, false)
  await runImports(inviter)
  return getImport(asha, id)
}

const rowsOf = async (id: string): Promise<number[]> => {
  const { rows } = await pool().query<{ import_row: number }>(
    'select import_row from invitations where import_id = $1 order by import_row',
    [id],
  )
  return rows.map((row) => row.import_row)
}

const resultOf = async (id: string): Promise<Record<string, string>[]> => {
  const file = await takeLinks(asha, id)
  if (!file.ok) throw new Error(`refused: ${file.error.code}`)
  const lines = parse<Record<string, string>>(await new Response(file.value.body).text(), { columns: true })
  // Without the two that tell of the file itself.
  return lines.slice(1, -1)
}

const openOf = (reference: string) =>
  countOf('invitations', 'lower(reference) = lower($1) and revoked_at is null', [reference])

describe('a row that was good when the file was looked through', () => {
  it('is left out when its reference has an open invitation by now, and the result says which and why', async () => {
    const ended = await invite(asha, { reference: 'M-1' }, { lifeHours: 1 })
    hours(2)
    const id = await looked(asha, 'reference,name\nM-1,Asha\nM-2,Meera\nM-3,Ravi\n=bad,Sita\n')
    expect(await getImport(asha, id)).toMatchObject({ good_rows: 3, left_out: [] })
    await renew(asha, ended.id)
    await invite(asha, { reference: 'm-3' })
    expect(await work(id)).toMatchObject({ state: 'done', good_rows: 3, created_rows: 1, left_out: [2, 4] })
    expect(await rowsOf(id)).toEqual([3])
    for (const reference of ['M-1', 'M-2', 'M-3']) expect(await openOf(reference)).toBe(1)
    const why = 'An open invitation has this reference since the file was looked through. Nobody is invited twice.'
    expect(await resultOf(id)).toMatchObject([
      { row: '2', reference: '', link: '', left_out_column: 'reference', left_out_because: why },
      { row: '3', reference: 'M-2', left_out_column: '', left_out_because: '' },
      { row: '4', link: '', left_out_column: 'reference', left_out_because: why },
    ])
    const { rows } = await pool().query<{ body: string }>(
      `select body from audit_events where object_id = $1 and action = 'import.finished'`,
      [id],
    )
    expect(JSON.parse(rows[0]?.body ?? '{}').detail).toEqual({ rows: 1, left_out: 2 })
  })

  it('is in one of two files with the same people that are worked off at the same moment, and in no more', async () => {
    const people = `reference\n${Array.from({ length: 1_200 }, (_, n) => `both-${n}`).join('\n')}\n`
    const [one, two] = [await looked(asha, people), await looked(asha, people)]
    await Promise.all([startImport(asha, one, false), startImport(asha, two, false)])
    await Promise.all([runImports(inviter), runImports(inviter)])
    expect(await countOf('(select 1 from invitations group by lower(reference) having count(*) > 1)', 'true')).toBe(0)
    const [first, second] = [await getImport(asha, one), await getImport(asha, two)]
    expect((first?.created_rows ?? 0) + (second?.created_rows ?? 0)).toBe(1_200)
    expect((first?.left_out.length ?? 0) + (second?.left_out.length ?? 0)).toBe(1_200)
    expect((await resultOf(one)).map(({ row }) => Number(row))).toEqual(Array.from({ length: 1_200 }, (_, n) => n + 2))
  }, 60_000)
})

it('a row that was to be left out stays out, whatever becomes of the invitation it clashed with', async () => {
  const open = await invite(asha, { reference: 'K-1' })
  moveClock(1_000)
  const id = await looked(asha, 'reference\nK-1\nK-2\n')
  await revokeInvitation(asha, open.id)
  expect(await work(id)).toMatchObject({ good_rows: 1, created_rows: 1, left_out: [] })
  expect(await rowsOf(id)).toEqual([3])
})

it('a file from before those rows were noted learns them from its problems, when the database comes to this version', async () => {
  const open = [await invite(asha, { reference: 'O-1' }), await invite(asha, { reference: 'O-3' })]
  moveClock(1_000)
  const id = await looked(asha, 'reference,name\nO-1,Asha\nO-2,Ravi\nO-3,Meera\n=bad,Sita\n')
  const other = await looked(asha, 'reference\nO-4\n')
  await pool().query(`update invite_imports set known_rows = '{}' where id = $1`, [id])
  await pool().query(await readFile('drizzle/0033_known_rows_of_old_files.sql', 'utf8'))
  for (const { id } of open) await revokeInvitation(asha, id)
  expect(await countOf('invite_imports', 'id = $1 and known_rows = $2', [id, [2, 4]])).toBe(1)
  expect(await work(id)).toMatchObject({ good_rows: 1, created_rows: 1 })
  expect(await rowsOf(id)).toEqual([3])
  expect(await work(other)).toMatchObject({ created_rows: 1 })
})
