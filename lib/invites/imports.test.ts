import { parse } from 'csv-parse/sync'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { moveClock, setClockRight } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { systemActor } from '@/lib/jobs/system-actor'
import { auditOf, TestBrowser } from '@/lib/sessions/testing'
import { bindInvitation } from './bind-invitation'
import { getImport } from './get-import'
import { getInvitation } from './get-invitation'
import { runImports } from './run-import'
import { startImport } from './start-import'
import { takeLinks } from './take-links'
import { aFileKeyHash, countOf, type Inviter, inviteBed, look, looked as lookedThrough } from './testing'
import { tidyImports } from './tidy-imports'

let down: () => Promise<void>
let asha: Inviter

beforeAll(async () => {
  Object.assign(process.env, { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'kyc@bank.example' })
  ;({ down, asha } = await inviteBed())
})
afterAll(() => down())
afterEach(setClockRight)

const minutes = (count: number) => moveClock(count * 60_000)

const inviter = systemActor('inviter')

const looked = (text: string) => lookedThrough(asha, text)

/** A file of `count` people, of whom each hundredth has a problem. */
const people = (count: number, prefix: string): string =>
  `reference,name,email\n${Array.from({ length: count }, (_, n) =>
    n % 100 === 7 ? `${prefix}${n},=cmd,x` : `${prefix}${n},Person ${n},p${n}@home.example`,
  ).join('\n')}\n`

const rowsOf = async (id: string): Promise<number[]> => {
  const { rows } = await pool().query<{ import_row: number }>(
    'select import_row from invitations where import_id = $1 order by import_row',
    [id],
  )
  return rows.map((row) => row.import_row)
}

const goodRows = (count: number): number[] =>
  Array.from({ length: count }, (_, n) => n).flatMap((n) => (n % 100 === 7 ? [] : [n + 2]))

describe('a file of invitations', () => {
  it('is looked through first: who can be invited, what is wrong by row and column, and nobody is invited', async () => {
    const id = await looked(people(1_000, 'look'))
    const shown = await getImport(asha, id)
    expect(shown).toMatchObject({ state: 'checked', total_rows: 1_000, good_rows: 990, links_until: null })
    expect(shown).toMatchObject({ email_rows: 990, unnamed_rows: 0 })
    expect(shown?.problems.slice(0, 2)).toEqual([
      { row: 9, column: 'name', code: 'formula' },
      { row: 9, column: 'email', code: 'email' },
    ])
    expect(await countOf('invitations', 'import_id = $1', [id])).toBe(0)
    expect(await auditOf(id)).toEqual(['import.checked'])
  })

  it('lies sealed until it is worked off, and is gone then [C-01]', async () => {
    const id = await looked('name\nMeera Secretname\n')
    const stored = async () => {
      const { rows } = await pool().query(`select body_enc from invite_import_parts where import_id = $1`, [id])
      return JSON.stringify(rows)
    }
    expect(await stored()).not.toMatch(/Secretname|U2VjcmV0bmFtZ/)
    await startImport(asha, id, false)
    await runImports(inviter)
    expect(await stored()).toBe('[]')
  })

  it('is one, however often its form is sent', async () => {
    const hash = aFileKeyHash()
    const first = await look(asha, 'reference\nA\n', hash)
    expect(await look(asha, 'reference\nA\n', hash)).toEqual(first)
  })

  it('that cannot be read leaves nothing behind', async () => {
    const before = await countOf('invite_imports')
    expect(await look(asha, 'branch\nPune\n')).toEqual({ ok: false, error: { code: 'columns', row: 1 } })
    expect(await look(asha, 'name\nAsha\n"open')).toEqual({ ok: false, error: { code: 'open_quote', row: 3 } })
    expect(await countOf('invite_imports')).toBe(before)
    expect(await countOf('invite_import_parts', 'import_id not in (select id from invite_imports)')).toBe(0)
  })

  it('makes exactly its good rows, each once, however often the button is pressed and however many work at it', async () => {
    const id = await looked(people(1_700, 'once'))
    expect(await Promise.all([startImport(asha, id, false), startImport(asha, id, false)])).toContain('started')
    await Promise.all([runImports(inviter), runImports(inviter)])
    expect(await rowsOf(id)).toEqual(goodRows(1_700))
    expect(
      await countOf('invitation_links l join invitations i on i.id = l.invitation_id', 'import_id = $1', [id]),
    ).toBe(1_683)
    expect(await startImport(asha, id, false)).toBe('known')
    expect(await getImport(asha, id)).toMatchObject({ state: 'done', created_rows: 1_683 })
    const trail = await auditOf(id)
    expect(trail.slice(0, 3)).toEqual(['import.checked', 'import.started', 'invitations.imported'])
    expect(trail.at(-1)).toBe('import.finished')
  })

  it('is worked off whatever the clock does meanwhile [F-25]', async () => {
    const id = await looked(people(600, 'clock'))
    await startImport(asha, id, false)
    minutes(-600)
    await runImports(inviter)
    expect(await rowsOf(id)).toEqual(goodRows(600))
    expect(await getImport(asha, id)).toMatchObject({ state: 'done', created_rows: 594 })
  })

  it('that was sent before invites nobody twice: only whoever has no open invitation under that reference', async () => {
    const first = await looked('reference,name\nAgain-1,Asha\nAgain-2,Meera\nAgain-3,Ravi\n')
    await startImport(asha, first, false)
    await runImports(inviter)
    await pool().query(`update invitations set revoked_at = now() where reference = 'Again-3'`)
    minutes(1)
    const second = await looked('reference,name\nagain-1,Asha\nAgain-2,Meera\nAgain-3,Ravi\nAgain-4,Sita\n,Nobody\n')
    const shown = await getImport(asha, second)
    expect(shown).toMatchObject({ total_rows: 5, good_rows: 3 })
    expect(shown?.problems).toEqual([
      { row: 2, column: 'reference', code: 'known' },
      { row: 3, column: 'reference', code: 'known' },
    ])
    await startImport(asha, second, false)
    minutes(2)
    await runImports(inviter)
    expect(await rowsOf(second)).toEqual([4, 5, 6])
    expect(await getImport(asha, second)).toMatchObject({ state: 'done', created_rows: 3 })
  })

  it('that was cut in the middle goes on after its last batch [F-26]', async () => {
    const id = await looked(people(1_700, 'cut'))
    await startImport(asha, id, false)
    // A trigger that fails on one row of the third batch stands for whatever ends a run there.
    await pool().query(`create function stop_here() returns trigger language plpgsql as
      $$ begin if new.import_row = 1200 then raise exception 'cut'; end if; return new; end $$`)
    await pool().query(
      'create trigger stop_here before insert on invitations for each row execute function stop_here()',
    )
    await runImports(inviter)
    await pool().query('drop trigger stop_here on invitations')
    const half = await rowsOf(id)
    expect(half.length).toBe(1_000)
    expect(await getImport(asha, id)).toMatchObject({ state: 'running', created_rows: 1_000 })
    await runImports(inviter)
    expect(await rowsOf(id)).toEqual(half)
    minutes(1)
    await runImports(inviter)
    expect(await rowsOf(id)).toEqual(goodRows(1_700))
  })

  it('invites by e-mail whoever has an address, when asked to', async () => {
    const id = await looked('reference,email,language\nM1,m1@home.example,en\nM2,,\n,m3@home.example,\n')
    expect(await getImport(asha, id)).toMatchObject({ good_rows: 3, email_rows: 2, unnamed_rows: 1 })
    await startImport(asha, id, true)
    await runImports(inviter)
    const { rows } = await pool().query<{ id: string; reference: string }>(
      'select id, reference from invitations where import_id = $1 order by import_row',
      [id],
    )
    expect((await getInvitation(asha, rows[0]?.id ?? ''))?.mail).toMatchObject([
      { kind: 'invitation', state: 'queued' },
    ])
    expect((await getInvitation(asha, rows[1]?.id ?? ''))?.mail).toEqual([])
    expect((await getInvitation(asha, rows[0]?.id ?? ''))?.nextReminderAt).toEqual(expect.any(Date))
  })

  it('left lying is forgotten after a day', async () => {
    const id = await looked('name\nAsha\n')
    minutes(24 * 60 + 1)
    await tidyImports(inviter)
    expect(await getImport(asha, id)).toBeNull()
    expect(await countOf('invite_import_parts', 'import_id = $1', [id])).toBe(0)
  })
})

describe('the links of a file', () => {
  const finished = async (text: string): Promise<string> => {
    const id = await looked(text)
    await startImport(asha, id, false)
    await runImports(inviter)
    return id
  }

  const taken = async (id: string): Promise<string> => {
    const file = await takeLinks(asha, id)
    return file.ok ? new Response(file.value.body).text() : file.error.code
  }

  it('are taken once, each opens its own invitation, and no cell runs [G-08, R-25]', async () => {
    const id = await finished('reference,name\nR1,Asha\n,Meera\nR3,=bad\nR4,Ravi\n')
    const lines = parse<Record<string, string>>(await taken(id), { columns: true }).filter(({ link }) => link !== '')
    expect(lines.map((line) => [line.row, line.reference])).toEqual([
      ['2', 'R1'],
      ['3', expect.stringMatching(/^SW-/)],
      ['5', 'R4'],
    ])
    const token = lines[2]?.link?.split('/').at(-1) ?? ''
    expect(await bindInvitation(new TestBrowser().binder, token, false)).toBe('bound')
    expect(await taken(id)).toBe('not_open')
    expect(await getImport(asha, id)).toMatchObject({ links_until: null, links_taken: true })
    expect((await auditOf(id)).at(-1)).toBe('import.links_taken')
  })

  it('can be taken again when the file was cut on its way', async () => {
    const id = await finished(people(2_500, 'links'))
    const file = await takeLinks(asha, id)
    if (!file.ok) throw new Error('refused')
    const reader = file.value.body.getReader()
    await reader.read()
    await reader.cancel()
    expect((await taken(id)).match(/\/start\//g)).toHaveLength(2_475)
  })

  it('are gone after a day', async () => {
    const id = await finished('name\nAsha\n')
    minutes(24 * 60 + 1)
    await tidyImports(inviter)
    expect(await taken(id)).toBe('not_open')
  })

  it('are not there before the work is done', async () => {
    expect(await taken(await looked('name\nAsha\n'))).toBe('not_open')
    expect(await taken('imp_none')).toBe('not_open')
  })
})
