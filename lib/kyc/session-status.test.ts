import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isFinal, moves, next, type SessionEvent, type SessionStatus, sessionStatuses } from './session-status'

/** Guarantee: the table is total over its events, which Object.keys cannot tell. */
const eventsOf = (table: typeof moves): SessionEvent[] => Object.keys(table) as SessionEvent[]

const events = eventsOf(moves)
const truths: SessionEvent[] = [
  'consent_full',
  'consent_partial',
  'consent_none',
  'consent_unproven',
  'consent_failed',
  'time_ran_out',
  'provider_forgot',
]

const walk = (from: SessionStatus, steps: readonly SessionEvent[]): SessionStatus[] => {
  const path = [from]
  for (const step of steps) path.push(next(path.at(-1) ?? from, step) ?? path.at(-1) ?? from)
  return path
}

test('keeps a final state final under any order of what the provider says [F-14]', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...truths), { maxLength: 12 }), (steps) => {
      const path = walk('at_provider', steps)
      const firstFinal = path.findIndex(isFinal)
      if (firstFinal === -1) return
      expect(new Set(path.slice(firstFinal)).size).toBe(1)
    }),
  )
})

test('reaches every state from a start', () => {
  const reached = new Set<SessionStatus>(['starting', 'declined'])
  for (const event of [...events, ...events, ...events])
    for (const from of [...reached]) {
      const to = next(from, event)
      if (to) reached.add(to)
    }
  expect([...reached].sort()).toEqual([...sessionStatuses].sort())
})

test('moves on from a final state only when a person withdraws, or a late answer finds an unanswered start', () => {
  for (const event of events)
    for (const from of moves[event].from) if (isFinal(from)) expect(['withdrawn', 'provider_answered']).toContain(event)
})

test('does not let a colleague or the system withdraw for a person', () => {
  expect(moves.withdrawn.who).toEqual(['person'])
})
