import { describe, expect, it } from 'vitest'
import { pollDelayMs, refreshSeconds, waitStage } from './wait-plan.ts'

const second = 1000
const minute = 60 * second

/** Lets a page follow its own plan from the start and collects when it asked, in seconds. */
const follow = (delayMs: (elapsedMs: number) => number | null): number[] => {
  const asked: number[] = []
  for (let at = 0; ; ) {
    const delay = delayMs(at)
    if (delay === null) return asked
    at += delay
    asked.push(at / second)
  }
}

describe('the poll plan', () => {
  it.each([
    [0, 2],
    [29_999, 2],
    [30_000, 5],
    [119_999, 5],
    [120_000, 15],
    [599_999, 15],
  ])('asks again after %i ms of watching in %i s', (watched, delay) => {
    expect(pollDelayMs(watched)).toBe(delay * second)
  })

  it('stops after ten minutes', () => {
    expect(pollDelayMs(10 * minute)).toBeNull()
    expect(pollDelayMs(24 * 60 * minute)).toBeNull()
  })

  it('asks our own door at most 65 times and never after ten minutes', () => {
    const asked = follow(pollDelayMs)
    expect(asked).toHaveLength(15 + 18 + 32)
    expect(asked.at(-1)).toBe(600)
  })
})

describe('the refresh plan', () => {
  it.each([
    [-3_000, 5],
    [0, 5],
    [14_999, 5],
    [15_000, 10],
    [59_999, 10],
    [60_000, 15],
    [119_999, 15],
  ])('reloads a page without scripts at age %i ms after %i s', (age, seconds) => {
    expect(refreshSeconds(age)).toBe(seconds)
  })

  it('leaves the page alone after two minutes', () => {
    expect(refreshSeconds(2 * minute)).toBeNull()
  })

  it('reloads at most 12 times in one wait', () => {
    const reloads = follow((age) => {
      const seconds = refreshSeconds(age)
      return seconds === null ? null : seconds * second
    })
    expect(reloads).toEqual([5, 10, 15, 25, 35, 45, 55, 65, 80, 95, 110, 125])
  })
})

describe('the words of the wait', () => {
  it('change after 15 seconds, one minute and two minutes', () => {
    expect([0, 14_999, 15_000, 59_999, 60_000, 119_999, 120_000].map(waitStage)).toEqual([
      'fresh',
      'fresh',
      'slow',
      'slow',
      'long',
      'long',
      'stuck',
    ])
  })
})
