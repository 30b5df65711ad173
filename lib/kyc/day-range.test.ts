import { describe, expect, it } from 'vitest'
import { readRange } from './day-range.ts'

const today = '2026-05-04'
const asked = (part: Partial<{ days: string; from: string; to: string }>) =>
  readRange({ days: '', from: '', to: '', ...part }, today)

describe('the days of the overview', () => {
  it('are the last seven when nothing is asked, today among them', () => {
    expect(asked({})).toMatchObject({ range: { first: '2026-04-28', last: today, choice: 7 }, problem: null })
    expect(asked({ days: '30' }).range).toEqual({ first: '2026-04-05', last: today, choice: 30 })
  })

  it('are any two days that have been, in order, up to a leap year apart', () => {
    const range = { first: '2024-01-01', last: '2024-12-31', choice: 'custom' }
    expect(asked({ from: range.first, to: range.last })).toMatchObject({ range, problem: null })
    expect(asked({ from: today, to: today }).range).toMatchObject({ first: today, last: today })
  })

  it.each([
    [{ from: '2026-02-30', to: today }, 'from', 'notADay'],
    [{ from: '2026-05-01', to: '' }, 'to', 'notADay'],
    [{ from: "1' or 1=1", to: today }, 'from', 'notADay'],
    [{ from: '2026-05-05', to: '2026-05-06' }, 'from', 'future'],
    [{ from: '2026-05-01', to: '2026-05-05' }, 'to', 'future'],
    [{ from: '2026-05-03', to: '2026-05-01' }, 'from', 'order'],
    [{ from: '2024-05-04', to: today }, 'from', 'tooLong'],
    [{ days: '9e9' }, 'days', 'badDays'],
  ])('are the usual ones for %o, which keeps what was typed and names what to mend', (typed, field, code) => {
    const { range, problem, typed: kept } = asked(typed)
    expect(range).toMatchObject({ first: '2026-04-28', last: today, choice: 7 })
    expect(problem).toEqual({ field, code })
    if ('from' in typed) expect(kept).toEqual(typed)
  })
})
