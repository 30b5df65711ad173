import 'server-only'
import type { Cell, Writer } from './cells'

/**
 * What a spreadsheet may take for a formula (G-08): the four signs, plain or full-width, also behind blanks and marks that
 * nobody sees; and a leading tab, CR, LF or NUL, which some programs drop before they look again.
 */
const formula = /^[\t\r\n\0]|^[\s\p{Cc}\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u

/** Whether a spreadsheet may take this text for a formula. */
export const isFormula = (text: string): boolean => formula.test(text)

const needsQuotes = /[",\r\n\t]|^\s|\s$/

const textOf = (cell: Exclude<Cell, null>): string => {
  if (cell instanceof Date) return cell.toISOString()
  return typeof cell === 'object' ? cell.join(' ') : String(cell)
}

/** One cell by RFC 4180. A number is written as it is: it cannot begin a formula, and `-5` must stay a number. */
export const csvCell = (cell: Cell): string => {
  if (cell === null) return ''
  const text = textOf(cell)
  if (typeof cell === 'number') return text
  const safe = isFormula(text) ? `'${text}` : text
  return needsQuotes.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(',')}\r\n`

/** Every line has the same number of cells, the remarks too: strict readers refuse a file in which one has fewer. */
export const csvWriter = (columns: readonly string[]): Writer => ({
  contentType: 'text/csv; charset=utf-8; header=present',
  columns: csvLine(columns),
  remark: (text) => csvLine([text, ...columns.slice(1).map(() => null)]),
  row: csvLine,
})
