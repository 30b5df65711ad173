/** One line of the table. `ok` is null for a figure that has no target of its own and explains another. */
export type Row = { what: string; target: string; measured: string; ok: boolean | null }

const digits = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2))
const withUnit = (value: number, unit: string): string => (unit === '' ? digits(value) : `${digits(value)} ${unit}`)

/** A figure that must not exceed its limit; `more` is added in brackets. */
export const atMost = (what: string, limit: number, unit: string, value: number, more = ''): Row => ({
  what,
  target: `≤ ${withUnit(limit, unit)}`,
  measured: `${withUnit(value, unit)}${more === '' ? '' : ` (${more})`}`,
  ok: value <= limit,
})

/** A figure that must reach its goal. */
export const atLeast = (what: string, goal: number, unit: string, value: number, more = ''): Row => ({
  what,
  target: `≥ ${withUnit(goal, unit)}`,
  measured: `${withUnit(value, unit)}${more === '' ? '' : ` (${more})`}`,
  ok: value >= goal,
})

export const told = (what: string, measured: string): Row => ({ what, target: '', measured, ok: null })

const word = (ok: boolean | null): string => (ok === null ? '' : ok ? 'ok' : 'over')

const cell = (text: string): string => text.replaceAll('|', '\\|')

/** The whole result as a markdown table. */
export const table = (rows: readonly Row[]): string => {
  const lines = [
    ['what', 'target', 'measured', ''],
    ['---', '---', '---', '---'],
  ]
  for (const { what, target, measured, ok } of rows) lines.push([what, target, measured, word(ok)].map(cell))
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n')
}
