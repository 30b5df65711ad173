import 'server-only'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { csvRecords } from './csv-records'
import { decodeCsv, UnreadableFile } from './decode-csv'
import { checkInvitee, type Invitee, type InviteeField, type InviteeProblemCode, inviteeFields } from './invitee'

/** Rows read between two turns of everybody else: a stream that has its data leaves none by itself. */
const readAtOnce = 25

/** The most people in one file (ux section 11). */
export const maxRows = 50_000

export type RowProblem = {
  readonly row: number
  /** null where the row as a whole is meant. */
  readonly column: InviteeField | null
  readonly code: InviteeProblemCode | 'cells' | 'twice' | 'known'
  /** For `twice`: the row that has this reference already. */
  readonly first?: number
}

/** One row of the file: a person, or what is wrong with it. */
export type ReadRow =
  | { readonly row: number; readonly invitee: Invitee }
  | { readonly row: number; readonly problems: readonly RowProblem[] }

export type Columns = { readonly places: ReadonlyMap<InviteeField, number>; readonly ignored: readonly string[] }

// What spreadsheets and other systems call the same things.
const otherNames: Readonly<Record<string, InviteeField>> = {
  'e-mail': 'email',
  mail: 'email',
  mobile: 'phone',
  id: 'reference',
  locale: 'language',
}

const fieldNamed = (heading: string): InviteeField | undefined => {
  const word = heading.normalize('NFKC').trim().toLowerCase()
  return (
    inviteeFields.find((field) => field === word) ?? (Object.hasOwn(otherNames, word) ? otherNames[word] : undefined)
  )
}

/** Which column is what, by the first row. @throws UnreadableFile when none of ours is there, or one twice */
const columnsOf = (cells: readonly string[]): Columns => {
  const places = new Map<InviteeField, number>()
  const ignored: string[] = []
  for (const [place, heading] of cells.entries()) {
    const field = fieldNamed(heading)
    if (field === undefined) ignored.push(heading.slice(0, 40))
    else if (places.has(field)) throw new UnreadableFile('column_twice', 1)
    else places.set(field, place)
  }
  if (![...places.keys()].some((field) => field !== 'language')) throw new UnreadableFile('columns', 1)
  return { places, ignored: ignored.filter((heading) => heading.trim() !== '').slice(0, 20) }
}

const readRow = (row: number, cells: readonly string[], columns: Columns, width: number): ReadRow => {
  // A comma too many would put a name where an address belongs, so the row is not guessed at.
  if (cells.length > width && cells.slice(width).some((cell) => cell.trim() !== ''))
    return { row, problems: [{ row, column: null, code: 'cells' }] }
  const typed = Object.fromEntries([...columns.places].map(([field, place]) => [field, cells[place] ?? '']))
  const checked = checkInvitee(typed)
  return checked.ok
    ? { row, invitee: checked.value }
    : { row, problems: checked.problems.map((problem) => ({ row, ...problem })) }
}

/**
 * Reads a file of people as a stream: a row is judged when it arrives, and what is bad about one row says nothing about the
 * others. Two rows with one reference: the first counts.
 * @param onColumns hears what the first row says before any other row is given out
 * @throws UnreadableFile when the file as a whole cannot be read
 */
export async function* readInvitees(
  source: AsyncIterable<Uint8Array>,
  onColumns: (columns: Columns) => void = () => undefined,
): AsyncGenerator<ReadRow> {
  const seen = new Map<string, number>()
  let columns: Columns | undefined
  let width = 0
  let rows = 0
  for await (const { row, cells } of csvRecords(decodeCsv(source))) {
    if (!columns) {
      columns = columnsOf(cells)
      width = cells.length
      onColumns(columns)
      continue
    }
    rows += 1
    if (rows > maxRows) throw new UnreadableFile('too_many_rows', row)
    if (rows % readAtOnce === 0) await nextTurn()
    const read = readRow(row, cells, columns, width)
    const reference = 'invitee' in read ? read.invitee.reference.toLowerCase() : ''
    const first = reference === '' ? undefined : seen.get(reference)
    if (first !== undefined) yield { row, problems: [{ row, column: 'reference', code: 'twice', first }] }
    else {
      if (reference !== '') seen.set(reference, row)
      yield read
    }
  }
  if (rows === 0) throw new UnreadableFile('empty')
}
