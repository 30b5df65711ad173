import 'server-only'

/** A value as it leaves the house; a list is a list of words from a closed set. */
export type Cell = string | number | boolean | null | Date | readonly string[]

/** One file format: lines for people's spreadsheets or for other programs. */
export type ExportFormat = 'csv' | 'jsonl'

export const isExportFormat = (word: unknown): word is ExportFormat => word === 'csv' || word === 'jsonl'

/** How the lines of one format are written. */
export type Writer = {
  readonly contentType: string
  readonly columns: string
  /** A line about the file itself: who took it, and how many rows it must have. */
  readonly remark: (text: string, facts: Readonly<Record<string, string | number>>) => string
  readonly row: (cells: readonly Cell[]) => string
}
