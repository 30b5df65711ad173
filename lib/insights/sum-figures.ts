import 'server-only'
import { addDays, daysBetween } from '@/lib/kyc/india-time'
import { type OutcomeGroup, outcomeGroupOf } from '@/lib/kyc/outcome-group'
import type { DayFigure } from './session-figures'

export type Outcomes = Readonly<Record<OutcomeGroup, number>>

/** Some days in one: how far people got, and what has become of them since. */
export type Sum = {
  readonly started: number
  readonly sent: number
  readonly returned: number
  readonly outcomes: Outcomes
  /** Chose "No" on our own page; not among the started. */
  readonly declined: number
}

/** A bar of the chart: one day, or seven where there are too many days to tell apart. */
export type Period = { readonly first: string; readonly last: string; readonly outcomes: Outcomes }

const none = (): Record<OutcomeGroup, number> => ({
  full: 0,
  partial: 0,
  closed: 0,
  held: 0,
  open: 0,
  not_completed: 0,
})

export const sumFigures = (figures: readonly DayFigure[]): Sum => {
  const outcomes = none()
  const sum = { started: 0, sent: 0, returned: 0, declined: 0 }
  for (const figure of figures) {
    const group = outcomeGroupOf(figure.status)
    if (group === null) {
      sum.declined += figure.sessions
      continue
    }
    outcomes[group] += figure.sessions
    sum.started += figure.sessions
    sum.sent += figure.sent
    sum.returned += figure.returned
  }
  return { ...sum, outcomes }
}

/** More bars than this are thinner than the gaps between them on a phone. */
const mostBars = 62

/** The days of a range as bars; days on which nothing was started are there too, as nothing. */
export const periodsOf = (figures: readonly DayFigure[], first: string, last: string): Period[] => {
  const days = daysBetween(first, last)
  const step = days > mostBars ? 7 : 1
  const periods = Array.from({ length: Math.ceil(days / step) }, (_, index) => {
    const end = addDays(first, index * step + step - 1)
    return { first: addDays(first, index * step), last: end < last ? end : last, outcomes: none() }
  })
  for (const { day, status, sessions } of figures) {
    const group = outcomeGroupOf(status)
    const period = periods[Math.floor((daysBetween(first, day) - 1) / step)]
    if (period && group !== null) period.outcomes[group] += sessions
  }
  return periods
}
