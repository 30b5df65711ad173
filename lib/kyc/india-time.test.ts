import { describe, expect, it } from 'vitest'
import { timeInIndia } from './india-time.ts'

describe('timeInIndia', () => {
  it.each([
    ['2026-05-04T08:35:00.000Z', '2:05 pm'],
    ['2026-05-03T18:30:00.000Z', '12:00 am'],
    ['2026-05-04T06:30:00.000Z', '12:00 pm'],
    ['2026-05-04T18:29:59.999Z', '11:59 pm'],
  ])('reads %s as %s', (iso, expected) => {
    expect(timeInIndia(new Date(iso))).toBe(expected)
  })
})
