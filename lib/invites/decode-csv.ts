import 'server-only'

/** Why a whole file cannot be read; each has a sentence that says how to mend it. */
export type FileProblem =
  | 'utf16'
  | 'encoding'
  | 'too_large'
  | 'too_many_rows'
  | 'empty'
  | 'columns'
  | 'column_twice'
  | 'open_quote'
  | 'row_too_long'

/** Thrown while a file is being read, because reading must stop where the problem is. */
export class UnreadableFile extends Error {
  readonly problem: FileProblem
  /** The line of the sheet, where the problem has one. */
  readonly row: number | null
  constructor(problem: FileProblem, row: number | null = null) {
    super(`expected a CSV file that can be read, found ${problem}`)
    this.name = 'UnreadableFile'
    this.problem = problem
    this.row = row
  }
}

/** The largest file (ux section 11). */
export const maxFileBytes = 10 * 1024 * 1024

/** A byte order mark of UTF-16, or the empty bytes that Latin letters have in it; UTF-8 text has neither. */
const isUtf16 = (head: Uint8Array): boolean => {
  const [one, two] = head
  return (one === 0xff && two === 0xfe) || (one === 0xfe && two === 0xff) || head.subarray(0, 400).includes(0)
}

/**
 * The bytes of a file as text, no faster than they are read. The byte order mark is left out.
 * @throws UnreadableFile at the first byte that is one too many, or no UTF-8
 */
export async function* decodeCsv(source: AsyncIterable<Uint8Array>, most = maxFileBytes): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const read = (chunk?: Uint8Array): string => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
    } catch {
      // The decoder says no more than that the bytes are no UTF-8.
      throw new UnreadableFile('encoding')
    }
  }
  let bytes = 0
  for await (const chunk of source) {
    if (bytes === 0 && isUtf16(chunk)) throw new UnreadableFile('utf16')
    bytes += chunk.byteLength
    if (bytes > most) throw new UnreadableFile('too_large')
    const text = read(chunk)
    if (text !== '') yield text
  }
  const rest = read()
  if (rest !== '') yield rest
}
