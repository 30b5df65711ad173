import { describe, expect, it } from 'vitest'
import { dictionary } from '@/lib/i18n/dictionary'
import type { PersonSession } from '@/lib/sessions/session-dto'
import { at, personSession } from './testing'
import { type MovingView, spokenLine, waitBegan, waitWords } from './wait-words'

const minute = 60_000
const t = dictionary('en')

const wait = (view: MovingView, ageMs: number, over: Partial<PersonSession> = {}) =>
  waitWords({ session: personSession(view, over), view, ageMs, t })

describe('the words of a wait', () => {
  it('change with the age of the wait', () => {
    const sentences = [0, 15_000, 60_000, 120_000].map((age) => wait('checking', age).sentence)
    expect(new Set(sentences).size).toBe(4)
    expect(sentences[0]).toContain('a few seconds')
    expect(sentences[1]).toContain('Taking longer than usual.')
  })

  it('mark exactly one step as going on, with the times of those done', () => {
    const { steps } = wait('checking', 0)
    expect(steps.map(({ text, state, stateText }) => `${text}: ${state}, ${stateText}`)).toEqual([
      'You left for DigiLocker: done, done at 2:05 pm',
      'You came back: done, done at 2:07 pm',
      'Result: now, in progress',
    ])
  })

  it('do not say that a person left or came back who did not', () => {
    const opening = wait('opening', 0, { sentAt: null, returnedAt: null }).steps.map(({ text }) => text)
    expect(opening).toEqual(['We ask DigiLocker to open', 'You come back here', 'Result'])
  })

  it('name the time until which DigiLocker is open, and then that it has ended [F-12]', () => {
    const away = { returnedAt: null }
    expect(wait('away', 5 * minute, away).sentence).toContain('stays open for you until 3:10 pm')
    const late = wait('away', 65 * minute, away)
    expect(late.over).toBe(true)
    expect(late.sentence).toContain('The time at DigiLocker ended at 3:10 pm')
  })

  it('count the wait from the latest thing that happened', () => {
    const later = new Date(at.getTime() + minute)
    expect(waitBegan({ createdAt: at, sentAt: null, returnedAt: null })).toBe(at)
    expect(waitBegan({ createdAt: at, sentAt: later, returnedAt: null })).toBe(later)
    expect(waitBegan({ createdAt: at, sentAt: at, returnedAt: later })).toBe(later)
  })

  it('are spoken as the sentence of a wait and as the heading of a result', () => {
    const line = (session: PersonSession) => spokenLine({ session, business: 'Demo Bank', ageMs: 0, t, locale: 'en' })
    expect(line(personSession('checking'))).toBe(wait('checking', 0).sentence)
    expect(line(personSession('expired'))).toBe('The time at DigiLocker ran out')
  })
})
