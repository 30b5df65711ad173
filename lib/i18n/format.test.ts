import { describe, expect, it } from 'vitest'
import { formatDate, formatDateTime, formatExactTime, formatTime } from './format'

const at = new Date('2026-05-04T08:35:00.000Z')

describe('dates for people', () => {
  it('names day, month, clock time and zone', () => {
    expect(formatDateTime(at, 'en')).toBe('4 May 2026, 2:05 pm IST')
    expect(formatTime(at)).toBe('2:05 pm')
  })

  it('counts the seconds where a minute says too little', () => {
    expect(formatExactTime(at)).toBe('2:05:00 pm')
    expect(formatExactTime(new Date('2026-05-04T18:30:09.999Z'))).toBe('12:00:09 am')
  })

  it('changes the day at midnight in India, not in UTC', () => {
    expect(formatDate(new Date('2026-05-04T18:29:59.999Z'), 'en')).toBe('4 May 2026')
    expect(formatDate(new Date('2026-05-04T18:30:00.000Z'), 'en')).toBe('5 May 2026')
  })
})
