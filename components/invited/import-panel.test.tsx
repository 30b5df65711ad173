import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { dictionary } from '@/lib/i18n/dictionary'
import { type ImportFacts, ImportPanel } from './import-panel'

const facts: ImportFacts = {
  id: 'imp_x',
  state: 'checked',
  template: 'Standard',
  chosen: { template: 'tpl_x', language: 'en', life: '72' },
  template_ended: false,
  total_rows: 50_000,
  good_rows: 49_980,
  email_rows: 41_000,
  unnamed_rows: 12,
  created_rows: 0,
  problems: [
    { row: 7, column: 'name', code: 'formula' },
    { row: 9, column: 'reference', code: 'twice', first: 3 },
    { row: 12, column: null, code: 'cells' },
  ],
  left_out: [],
  ignored_columns: ['Branch'],
  links_until: null,
  links_taken: false,
  open: 0,
}

const nothing = () => undefined
/** The panel is not driven here; only its markup is looked at. */
const router = {
  back: nothing,
  forward: nothing,
  refresh: nothing,
  push: nothing,
  replace: nothing,
  prefetch: nothing,
  bfcacheId: '',
}

const shown = (part: Partial<ImportFacts> = {}, mail = false): string =>
  renderToStaticMarkup(
    <AppRouterContext value={router}>
      <ImportPanel
        facts={{ ...facts, ...part }}
        createMany={async () => undefined}
        mail={mail}
        proof={null}
        t={dictionary('en')}
        locale="en"
      />
    </AppRouterContext>,
  )

describe('a file of people', () => {
  it('says how many are created and how many are left out before anything is done', () => {
    const html = shown()
    expect(html).toContain('Create 49,980 invitations, leave out 20')
    expect(html).toContain('Branch')
    expect(html).not.toContain('by_mail')
    expect(shown({ good_rows: 50_000, problems: [] })).toContain('Create 50,000 invitations</button>')
  })

  it('names every problem by row and column, and how to mend it', () => {
    const rows = [...shown().matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map((row) => (row[1] ?? '').replace(/<[^>]+>/g, ' '))
    expect(rows.find((row) => / 7 /.test(row))).toMatch(/name .*like a formula/)
    expect(rows.find((row) => / 9 /.test(row))).toMatch(/reference .*Row 3 has this reference already/)
    expect(rows.find((row) => / 12 /.test(row))).toMatch(/whole row .*more cells/)
  })

  it('offers e-mail only where a mail server is set, and does not choose it for anybody', () => {
    expect(shown({}, true)).toContain('name="by_mail"')
    expect(shown({}, true)).not.toContain('checked')
  })

  it('offers nothing to create when no row can be used', () => {
    const html = shown({ good_rows: 0 })
    expect(html).toContain('No row of this file can be used')
    expect(html).not.toContain('<form')
  })

  it('shows how far it is while it is being worked off', () => {
    const html = shown({ state: 'running', created_rows: 12_500 })
    expect(html).toContain('12,500 of 49,980 created')
    expect(html).toContain('<progress value="12500" max="49980"')
  })

  it('names the rows that were left out in the work, and counts them as left out', () => {
    const html = shown({ state: 'done', created_rows: 49_978, left_out: [31, 40] })
    expect(html).toContain('2 rows were left out in the end')
    const rows = [...html.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map((row) => (row[1] ?? '').replace(/<[^>]+>/g, ' '))
    for (const row of [31, 40])
      expect(rows.find((text) => text.includes(` ${row} `))).toMatch(/reference .*has this reference since the file/)
    expect(html.replace(/<[^>]+>/g, ' ')).toMatch(/Can be invited +49,978 .*Left out +22/)
    expect(shown({ state: 'done', created_rows: 49_980 })).not.toContain('in the end')
  })

  it('says of a file whose template has ended that nothing can be made of it, and how to go on', () => {
    const html = shown({ template_ended: true })
    expect(html).toContain('Choose the file again, with another template')
    expect(html).toContain('href="/admin/invitations/many?template=tpl_x&amp;language=en&amp;life=72&amp;rows=kept"')
    expect(html).not.toContain('<form')
  })

  it('says where a file stopped when its template ended, and offers to close what it made', () => {
    const stopped = { state: 'stopped', template_ended: true } as const
    const html = shown({ ...stopped, created_rows: 12_500, open: 12_500 })
    expect(html).toContain('12,500 invitations were created before that. Their links open nothing')
    expect(html).toContain('href="/admin/invitations/many/imp_x/close"')
    expect(html).not.toContain('/links"')
    const none = shown(stopped)
    expect(none).toContain('No invitation was created before that.')
    expect(none).not.toContain('/close"')
  })

  it('warns that the links of a finished file open nothing once its template has ended', () => {
    const done = { state: 'done', created_rows: 3, open: 3 } as const
    expect(shown({ ...done, template_ended: true })).toContain('open nothing any more')
    expect(shown(done)).not.toContain('open nothing')
  })

  it('gives the links while they are there, and says what became of them afterwards', () => {
    const until = new Date('2026-05-10T08:35:00Z')
    const done = { state: 'done', created_rows: 49_980 } as const
    expect(shown({ ...done, links_until: until })).toContain('Take the links until 10 May 2026, 2:05')
    expect(shown({ ...done, links_until: until })).toContain('action="/admin/invitations/many/imp_x/links"')
    expect(shown({ ...done, links_taken: true })).toContain('The links were taken')
    expect(shown(done)).toContain('not kept any more')
    expect(shown(done)).not.toContain('/links"')
  })
})
