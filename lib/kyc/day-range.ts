import { addDays, daysBetween, isDay } from './india-time.ts'

/** Days of the overview, both counted. `choice` is what its address said. */
export type DayRange = { readonly first: string; readonly last: string; readonly choice: 7 | 30 | 'custom' }

/** Longer would be another question, for an export: a year has one row per day and state behind it. */
export const mostDays = 366

export type RangeProblem = 'badDays' | 'notADay' | 'future' | 'order' | 'tooLong'
export type AskedRange = {
  readonly range: DayRange
  /** What the two fields showed, so that a wrong one can be mended instead of typed again. */
  readonly typed: { readonly from: string; readonly to: string }
  readonly problem: { readonly field: 'days' | 'from' | 'to'; readonly code: RangeProblem } | null
}

const lastDays = (today: string, days: 7 | 30): DayRange => ({
  first: addDays(today, 1 - days),
  last: today,
  choice: days,
})

const problemOf = (from: string, to: string, today: string): AskedRange['problem'] => {
  if (!isDay(from)) return { field: 'from', code: 'notADay' }
  if (!isDay(to)) return { field: 'to', code: 'notADay' }
  if (from > today) return { field: 'from', code: 'future' }
  if (to > today) return { field: 'to', code: 'future' }
  if (from > to) return { field: 'from', code: 'order' }
  return daysBetween(from, to) > mostDays ? { field: 'from', code: 'tooLong' } : null
}

/** The range an address asks for: `days` or `from` and `to`. One that cannot be is answered with the last 7 days. */
export const readRange = (asked: { days: string; from: string; to: string }, today: string): AskedRange => {
  const { days, from, to } = asked
  const usual = lastDays(today, 7)
  if (from !== '' || to !== '') {
    const problem = problemOf(from, to, today)
    const range: DayRange = problem === null ? { first: from, last: to, choice: 'custom' } : usual
    return { range, typed: { from, to }, problem }
  }
  const known = days === '' || days === '7' || days === '30'
  const range = days === '30' ? lastDays(today, 30) : usual
  return {
    range,
    typed: { from: range.first, to: range.last },
    problem: known ? null : { field: 'days', code: 'badDays' },
  }
}
