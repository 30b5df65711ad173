import 'server-only'
import type { Writer } from './cells'

const line = (value: unknown): string => `${JSON.stringify(value)}\n`

/** One JSON object a line; a line about the file itself has the single key `export`. */
export const jsonlWriter = (columns: readonly string[]): Writer => ({
  contentType: 'application/jsonl; charset=utf-8',
  columns: '',
  remark: (text, facts) => line({ export: { text, ...facts } }),
  row: (cells) => line(Object.fromEntries(columns.map((name, index) => [name, cells[index] ?? null]))),
})
