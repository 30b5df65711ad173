import { describe, expect, it } from 'vitest'
import { maxFileBytes, UnreadableFile } from './decode-csv'
import { type Columns, maxRows, type ReadRow, type RowProblem, readInvitees } from './read-invitees'

/** The bytes in pieces of `size`, so that letters and rows are cut anywhere. */
async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const all = async <T>(source: AsyncIterable<T>): Promise<T[]> => {
  const found: T[] = []
  for await (const each of source) found.push(each)
  return found
}

const rowsOf = async (file: string | Uint8Array, size = 7): Promise<ReadRow[]> => {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file
  return all(readInvitees(pieces(bytes, size)))
}

const problemsOf = async (file: string): Promise<readonly RowProblem[]> =>
  (await rowsOf(file)).flatMap((row) => ('problems' in row ? row.problems : []))

const namesOf = async (file: string | Uint8Array, size?: number): Promise<string[]> =>
  (await rowsOf(file, size)).flatMap((row) => ('invitee' in row ? [row.invitee.name] : []))

const refusalOf = async (file: string | Uint8Array | AsyncIterable<Uint8Array>): Promise<[string, number | null]> => {
  const source = typeof file === 'string' || file instanceof Uint8Array ? pieces(Buffer.from(file), 4096) : file
  try {
    await all(readInvitees(source))
  } catch (error) {
    if (error instanceof UnreadableFile) return [error.problem, error.row]
    throw error
  }
  throw new Error('the file was read')
}

describe('a file of people', () => {
  it('is read whatever the lines end with, wherever it is cut, with quotes and line breaks in them', async () => {
    const file = 'Name,Reference\r\n"Rao, Asha",A1\n"Line\none",A2\rमीरा,A3\r\n\r\n  ,\n"José",A4'
    for (const size of [1, 2, 3, 5, 8, 1000]) {
      const rows = await rowsOf(file, size)
      expect(rows.map(({ row }) => row)).toEqual([2, 3, 4, 7])
      expect(await namesOf(file, size)).toEqual(['Rao, Asha', 'मीरा', 'José'])
      expect(rows[1]).toEqual({ row: 3, problems: [{ row: 3, column: 'name', code: 'control' }] })
    }
  })

  it('may begin with a byte order mark, and use semicolons or tabs', async () => {
    expect(await namesOf('\uFEFFname;email\nAsha;asha@bank.in')).toEqual(['Asha'])
    expect(await namesOf('name\temail\nAsha; Rao\tasha@bank.in')).toEqual(['Asha; Rao'])
  })

  it('says which columns it does not use', async () => {
    let columns: Columns | undefined
    const source = pieces(Buffer.from('E-Mail,Branch,MOBILE\nasha@bank.in,Pune,+91 98765-43210'), 9)
    const rows = await all(
      readInvitees(source, (found) => {
        columns = found
      }),
    )
    expect([...(columns?.places.keys() ?? [])]).toEqual(['email', 'phone'])
    expect(columns?.ignored).toEqual(['Branch'])
    expect(rows).toMatchObject([{ row: 2, invitee: { email: 'asha@bank.in', phone: '9876543210', name: '' } }])
  })

  it.each([
    ['UTF-16, little end first', Buffer.from('\uFEFFname\nAsha', 'utf16le'), 'utf16'],
    ['UTF-16, big end first', Buffer.from('\uFEFFname\nAsha', 'utf16le').swap16(), 'utf16'],
    ['UTF-16 without a mark', Buffer.from('name\nAsha', 'utf16le'), 'utf16'],
    ['Latin-1', Buffer.from('name\nJos\xe9', 'latin1'), 'encoding'],
    ['a letter cut off at the end', Buffer.from('name\nमीरा').subarray(0, -1), 'encoding'],
    ['nothing', Buffer.from(''), 'empty'],
    ['a first row alone', Buffer.from('name,email\n'), 'empty'],
    ['no column of ours', Buffer.from('branch,city\n1,2'), 'columns'],
    ['a language and nobody', Buffer.from('language\nen'), 'columns'],
    ['one column twice', Buffer.from('phone,mobile\n1,2'), 'column_twice'],
  ])('is refused when it is %s', async (_what, file, problem) => {
    expect((await refusalOf(file))[0]).toBe(problem)
  })

  it('is refused at the quote that never closes, by its row', async () => {
    expect(await refusalOf('name,reference\nAsha,1\n"Meera,2\nRavi,3\n')).toEqual(['open_quote', 3])
    expect(await refusalOf(`name,reference\nAsha,1\n"${'Meera\n'.repeat(5_000)}`)).toEqual(['row_too_long', 3])
  })

  it('is read no further than the first byte too many [N-05]', async () => {
    let given = 0
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('name\n')
      for (;;) {
        given += 1
        yield Buffer.from('Asha\n'.repeat(13_107))
      }
    }
    const [problem] = await refusalOf(endless())
    expect(['too_large', 'too_many_rows']).toContain(problem)
    expect(given * 65_535).toBeLessThan(maxFileBytes + 4 * 65_535)
  })

  it('may have 50,000 rows and not one more', async () => {
    const file = (rows: number) => `reference\n${Array.from({ length: rows }, (_, n) => `R${n}`).join('\n')}`
    expect(await rowsOf(file(maxRows), 65_536)).toHaveLength(maxRows)
    expect(await refusalOf(file(maxRows + 1))).toEqual(['too_many_rows', maxRows + 2])
  })
})

describe('a bad row', () => {
  it.each([
    ['a formula', 'name', '=HYPERLINK("x")', 'formula'],
    ['a formula in full-width signs', 'reference', '＝1+1', 'formula'],
    ['a formula behind a mark nobody sees', 'name', '\u200d=1', 'formula'],
    ['a right-to-left override', 'name', 'Asha \u202Eoar', 'direction'],
    ['an isolate', 'reference', 'A\u2066B', 'direction'],
    ['a NUL', 'name', 'As\0ha', 'control'],
    ['an address of other letters', 'email', 'аsha@bank.in', 'lookalike'],
    ['an address of wide letters', 'email', 'asha@ｂank.in', 'lookalike'],
    ['two addresses', 'email', 'a@b.in b@b.in', 'email'],
    ['half an address', 'email', 'asha@bank', 'email'],
    ['an address that begins a formula', 'email', '=a@bank.in', 'formula'],
    ['a short number', 'phone', '12345', 'phone'],
    ['a language nobody reads here', 'language', 'xx', 'language'],
    ['a name without end', 'name', 'x'.repeat(121), 'too_long'],
  ])('is told by row and column: %s', async (_what, column, cell, code) => {
    const quoted = `"${cell.replaceAll('"', '""')}"`
    const file = `${column},${column === 'name' ? 'reference' : 'name'}\n${quoted},B\nC,D\n`
    expect((await problemsOf(file))[0]).toEqual({ row: 2, column, code })
  })

  it('tells everything that is wrong with it at once', async () => {
    expect(await problemsOf('name,email,phone\n=1,nobody,12')).toEqual([
      { row: 2, column: 'name', code: 'formula' },
      { row: 2, column: 'email', code: 'email' },
      { row: 2, column: 'phone', code: 'phone' },
    ])
  })

  it('stops no other: broken quotes, a cell too many, a reference twice, nobody named', async () => {
    const file = 'reference,name,language\nR1,A,en\nR2,"B"x,en\nr1,C,en\nR4,D,en,surplus\n,,en\nR6,F\nR7,"G",en\n'
    expect(await problemsOf(file)).toEqual([
      { row: 3, column: 'name', code: 'quotes' },
      { row: 4, column: 'reference', code: 'twice', first: 2 },
      { row: 5, column: null, code: 'cells' },
      { row: 6, column: 'reference', code: 'nothing' },
    ])
    expect(await namesOf(file)).toEqual(['A', 'F', 'G'])
  })
})
