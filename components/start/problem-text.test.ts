import { describe, expect, it } from 'vitest'
import { dictionary } from '@/lib/i18n/dictionary'
import { isDeadEnd, problemText } from './problem-text'
import { startWords } from './start-words'

const words = startWords(dictionary('en'), { name: 'Demo Bank', alternative_way: 'visit any branch' }, 3)
const now = new Date('2026-05-04T08:35:00.000Z')

describe('problemText', () => {
  it('says in how many seconds to press again', () => {
    expect(problemText({ code: 'busy', waitSeconds: 20 }, words, now)).toBe(
      'Many people are using this right now. Press Continue again in 20 seconds.',
    )
  })

  it('names the clock time in India until which no start is possible, and the day', () => {
    const until = (iso: string) => problemText({ code: 'too_many', until: iso }, words, now)
    expect(until('2026-05-04T13:00:00.000Z')).toBe('You can start again after 6:30 pm today.')
    expect(until('2026-05-04T18:30:00.000Z')).toBe('You can start again after 12:00 am tomorrow.')
  })

  it('says what a silent provider means: nothing was shared', () => {
    expect(problemText({ code: 'start_unknown', reference: 'SW-7K2M-QX' }, words, now)).toMatch(
      /^DigiLocker did not answer\. Nothing was shared\./,
    )
  })

  it('names the other way where pressing again does not help', () => {
    expect(isDeadEnd({ code: 'unavailable', reference: 'SW-7K2M-QX' })).toBe(true)
    expect(isDeadEnd({ code: 'busy', waitSeconds: 5 })).toBe(false)
    expect(words.otherWay).toBe('You can still visit any branch.')
  })
})

describe('startWords', () => {
  it('counts the chosen documents from none to all', () => {
    expect(words.chosen).toEqual(['You chose 0 of 3', 'You chose 1 of 3', 'You chose 2 of 3', 'You chose 3 of 3'])
  })

  it('begins the title with "Problem:" after a failed form', () => {
    expect(words.problemTitle).toBe('Problem: Share your documents – Demo Bank')
  })
})
