import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Permitted } from '@/lib/auth/permissions'
import type { Present } from '@/lib/auth/presence'
import { colleague } from '@/lib/auth/testing'
import { pool } from '@/lib/db/client'
import { mostExports } from '@/lib/export/export-room'
import { grantExport } from '@/lib/export/register'
import type { ExportFile } from '@/lib/export/send-export'
import { firstAdmin, staffTestBed, trail } from '@/lib/staff/testing'
import { exportSessions } from './export-sessions'

let drop: () => Promise<void>
let actor: Present<Permitted<'sessions.export'>>
beforeAll(async () => {
  drop = await staffTestBed()
  actor = colleague(await firstAdmin(), 'admin', 'sessions.export')
})
afterAll(() => drop())
beforeEach(() => pool().query('truncate kyc_sessions cascade'))

/** Sessions a minute apart; every third agreed to PAN of PAN and Aadhaar, the others are held. */
const insert = (count: number): Promise<unknown> =>
  pool().query(
    `insert into kyc_sessions (id, reference, handle, nonce_hash, start_key_hash, owner_id, status, flow, doc_types, options,
       consent_expiry, locale, browser_class, data_key, session_id_enc, documents_consented, created_at)
     select 'kyc_' || lpad(n::text, 22, '0'), 'SW-' || lpad(n::text, 6, '0'), 'handle' || n, sha256(('n' || n)::bytea),
       sha256(('s' || n)::bytea), 'own_x', case when n % 3 = 0 then 'partial' else 'held' end, 'signin', '{pan,aadhaar}', '{}',
       now(), 'en', 'desktop', 'key', 'sealed-session-id', '{pan}', timestamptz '2026-05-01' + n * interval '1 minute'
     from generate_series(1, $1) n`,
    [count],
  )

const grant = async (format: 'csv' | 'jsonl' = 'csv', filter = ''): Promise<string> => {
  const given = await grantExport(actor, { subject: 'sessions', format, filter, reason: 'Comparison with our books' })
  if (!given.ok) throw new Error(given.error.code)
  return given.value
}

const begin = async (id: string): Promise<ExportFile> => {
  const begun = await exportSessions(actor, id)
  if (!begun.ok) throw new Error(begun.error.code)
  return begun.value
}

const textOf = async (id: string): Promise<string> => new Response((await begin(id)).body).text()

const rowsOf = (text: string): Record<string, string>[] => parse(text, { columns: true, recordDelimiter: '\r\n' })

const entry = async (id: string) =>
  (await pool().query('select row_count, outcome from exports where id = $1', [id])).rows[0]

const atWork = async (): Promise<number> => {
  const { rows } = await pool().query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity
     where datname = current_database() and application_name = 'swikriti_export'`,
  )
  return rows[0]?.n ?? -1
}

describe('an export of sessions', () => {
  it('names its columns, who took it and when, every session newest first, and how many there must be [G-08]', async () => {
    await insert(2_345)
    const id = await grant()
    const [watermark, ...rest] = rowsOf(await textOf(id))
    const last = rest.pop()
    expect(Object.values(watermark ?? {}).filter(Boolean)).toEqual([
      expect.stringMatching(new RegExp(`^Exported by Asha Rao \\(${actor.staffId}\\) at 20.*Z, export ${id}$`)),
    ])
    expect(last?.reference).toBe('End of export: 2,345 rows')
    expect(rest.map((row) => row.reference)).toEqual(
      Array.from({ length: 2_345 }, (_, n) => `SW-${String(2_345 - n).padStart(6, '0')}`),
    )
    expect(await entry(id)).toEqual({ row_count: '2345', outcome: 'whole' })
  })

  it('says what list and detail say, counts no report as agreed, and keeps session_id inside [R-13, R-21]', async () => {
    await insert(3)
    const text = await textOf(await grant())
    const rows = rowsOf(text).slice(1, -1)
    expect(
      rows.map(({ state, outcome, doc_types, documents_consented }) => [
        state,
        outcome,
        doc_types,
        documents_consented,
      ]),
    ).toEqual([
      ['partial', 'agreed', 'pan aadhaar', 'pan'],
      ['held', 'open', 'pan aadhaar', ''],
      ['held', 'open', 'pan aadhaar', ''],
    ])
    expect(rows[0]).toMatchObject({
      id: 'kyc_0000000000000000000003',
      created_at: '2026-05-01T00:03:00.000Z',
      sent_at: '',
    })
    for (const kept of ['session_id', 'sealed', 'handle', 'release_reason', 'cancel_reason', 'authorization_url'])
      expect(text.includes(kept), kept).toBe(false)
  })

  it('takes any filter of the list', async () => {
    await insert(9)
    const references = async (filter: string) =>
      rowsOf(await textOf(await grant('csv', filter)))
        .slice(1, -1)
        .map((row) => row.reference)
    expect(await references('status=partial')).toEqual(['SW-000009', 'SW-000006', 'SW-000003'])
    expect(await references('flow=signup')).toEqual([])
    expect(await references('outcome=agreed&docs=pan')).toHaveLength(3)
    expect(await references('from=2026-05-02')).toEqual([])
  })

  it('says by which template and for which invitation a session was started, and is found by the latter', async () => {
    await insert(3)
    await pool().query(
      `insert into invitations (id, reference, template_id, locale, data_key, life_hours, staff_id, created_at, expires_at)
       values ('inv_1', '=Loan 77', 'tpl_standard', 'en', 'k', 168, $1, now(), now())`,
      [actor.staffId],
    )
    await pool().query(
      `update kyc_sessions set invitation_id = 'inv_1', template_version_id = 'tpv_standard_1' where reference = 'SW-000002'`,
    )
    const rows = rowsOf(await textOf(await grant())).slice(1, -1)
    expect(
      rows.map(({ reference, template, invitation_reference }) => [reference, template, invitation_reference]),
    ).toEqual([
      ['SW-000003', '', ''],
      ['SW-000002', 'Standard', "'=Loan 77"],
      ['SW-000001', '', ''],
    ])
    expect(rowsOf(await textOf(await grant('csv', 'invited=%3Dloan+77')))[1]?.reference).toBe('SW-000002')
  })

  it('has one object a line as JSON, lists as lists', async () => {
    await insert(3)
    const lines = (await textOf(await grant('jsonl')))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines[0].export).toMatchObject({ by: 'Asha Rao', staff_id: actor.staffId })
    expect(lines[1]).toMatchObject({ reference: 'SW-000003', documents_consented: ['pan'], sent_at: null })
    expect(lines.at(-1).export).toMatchObject({ rows: 3 })
  })

  it('writes no cell that a spreadsheet takes for a formula [G-08]', async () => {
    await insert(1)
    for (const evil of ['=1+1', '+1', '-1', '@A', '\t=1', '\r=1', '\uFF1D1', '\uFF0B1', '\uFF0D1', '\uFF20A']) {
      await pool().query('update kyc_sessions set reference = $1', [`${evil}","${'x'.repeat(300)}`])
      expect(rowsOf(await textOf(await grant()))[1]?.reference, evil).toBe(`'${evil}","${'x'.repeat(300)}`)
    }
  })
})

describe('the beginning of an export', () => {
  it('is in the trail before the first byte can be read [G-04]', async () => {
    await insert(1)
    const id = await grant()
    const file = await begin(id)
    expect((await trail()).filter((row) => row.object_id === id).map((row) => row.action)).toEqual([
      'export.granted',
      'export.started',
    ])
    await file.body.cancel()
  })

  it('does not happen when the trail cannot be written, and the grant stays good [G-01]', async () => {
    const id = await grant()
    await pool().query('alter table audit_head rename to audit_head_away')
    await expect(exportSessions(actor, id)).rejects.toThrow()
    await pool().query('alter table audit_head_away rename to audit_head')
    expect(await textOf(id)).toContain('End of export')
  })

  it('waits for room without using up the grant, so that pages keep the machine', async () => {
    await insert(5_000)
    const running = await Promise.all(Array.from({ length: mostExports }, async () => begin(await grant())))
    const id = await grant()
    expect(await exportSessions(actor, id)).toEqual({ ok: false, error: { code: 'busy' } })
    await Promise.all(running.map(({ body }) => body.cancel()))
    expect(rowsOf(await textOf(id))).toHaveLength(5_002)
  })

  it('happens once for one grant, and for nobody else', async () => {
    const id = await grant()
    await textOf(id)
    expect(await exportSessions(actor, id)).toEqual({ ok: false, error: { code: 'not_open' } })
    const other = colleague('stf_other', 'admin', 'sessions.export')
    expect(await exportSessions(other, await grant())).toEqual({ ok: false, error: { code: 'not_open' } })
  })
})

describe('an export that is cut', () => {
  it('leaves no statement and no transaction behind, and the register says so', async () => {
    await insert(20_000)
    const id = await grant()
    const reader = (await begin(id)).body.getReader()
    for (let n = 0; n < 4; n += 1) await reader.read()
    await reader.cancel()
    await expect.poll(atWork).toBe(0)
    expect(await entry(id)).toMatchObject({ outcome: 'cut' })
    expect((await trail()).at(-1)).toMatchObject({ action: 'export.finished', object_id: id })
  })

  it('has no closing line when the database goes away in the middle, and fails for the browser [F-21]', async () => {
    await insert(20_000)
    const file = await begin(await grant())
    const reader = file.body.getReader()
    // The line of columns, and the first rows: from here on there is a cursor to lose.
    for (let n = 0; n < 2; n += 1) await reader.read()
    await pool().query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'swikriti_export'`,
    )
    const rest = (async () => {
      while (!(await reader.read()).done);
    })()
    await expect(rest).rejects.toThrow()
    await expect.poll(atWork).toBe(0)
  })
})
