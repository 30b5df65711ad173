import 'server-only'
import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { UnreadableFile } from './decode-csv'

/** Longer than any row of ours: what is longer is a quote that never closes. */
const maxRecordChars = 20_000

/** Spreadsheets of some countries write semicolons; the first line says which sign this file uses. */
const delimiterOf = (start: string): string => {
  const line = start.split(/[\r\n]/, 1)[0] ?? ''
  const count = (sign: string): number => line.split(sign).length
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}

/** The text again, with its first line known: chunks are put together until one line is whole. */
const withFirstLine = async (
  text: AsyncGenerator<string>,
): Promise<{ start: string; rest: AsyncGenerator<string> }> => {
  let start = ''
  while (!/[\r\n]/.test(start) && start.length <= maxRecordChars) {
    const { value, done } = await text.next()
    if (done) break
    start += value
  }
  return { start, rest: text }
}

async function* joined(start: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield start
  yield* rest
}

/** A row as it stands in the file, numbered like the lines of a sheet. */
export type CsvRecord = { readonly row: number; readonly cells: readonly string[] }

const asUnreadable = (error: unknown, row: number): unknown => {
  if (!(error instanceof CsvError)) return error
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return new UnreadableFile('open_quote', row)
  if (error.code === 'CSV_MAX_RECORD_SIZE') return new UnreadableFile('row_too_long', row)
  return error
}

/** Guarantee: without `columns` and `info` the parser gives every record as a list of texts. */
const asCells = (record: unknown): string[] => record as string[]

/** The rows of a CSV text as they come (RFC 4180; LF, CRLF and CR, mixed as well). Rows of nothing but blanks are left out. */
export async function* csvRecords(text: AsyncGenerator<string>): AsyncGenerator<CsvRecord> {
  const { start, rest } = await withFirstLine(text)
  const parser = parse({
    delimiter: delimiterOf(start),
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: maxRecordChars,
    // A quote in the wrong place stays in its cell, where the row is judged by it, and spoils no other row.
    relax_quotes: true,
  })
  const source = Readable.from(joined(start, rest))
  source.on('error', (error) => parser.destroy(error))
  let row = 0
  try {
    for await (const record of source.pipe(parser)) {
      row += 1
      const cells = asCells(record)
      if (cells.some((cell) => cell.trim() !== '')) yield { row, cells }
    }
  } catch (error) {
    // Rows that were read and not yet given out count too.
    throw asUnreadable(error, parser.info.records + 1)
  } finally {
    source.destroy()
  }
}
