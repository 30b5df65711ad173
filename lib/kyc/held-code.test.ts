import { expect, test } from 'vitest'
import { type CodeFacts, codeLifeMs, codeOfferMs, codeSettleMs, codeStateOf, codeTries } from './held-code.ts'
import { sessionStatuses } from './session-status.ts'

const seen = new Date('2026-05-04T08:35:00.000Z')
const after = (ms: number): Date => new Date(seen.getTime() + ms)
const held: CodeFacts = {
  status: 'held',
  heldReason: 'unbound_return',
  consentSeenAt: seen,
  otherReturnAt: null,
  shownAt: null,
  tries: 0,
}

test('a code is offered once the return of the person who agreed has had time to arrive, for half an hour [R-15]', () => {
  expect(codeStateOf(held, after(0))).toEqual({ kind: 'settling', waitSeconds: 15 })
  expect(codeStateOf(held, after(codeSettleMs - 1))).toEqual({ kind: 'settling', waitSeconds: 1 })
  expect(codeStateOf(held, after(codeSettleMs))).toEqual({ kind: 'offered' })
  expect(codeStateOf(held, after(codeOfferMs - 1))).toEqual({ kind: 'offered' })
  expect(codeStateOf(held, after(codeOfferMs))).toEqual({ kind: 'over' })
})

test('a code that was shown lives five minutes and five wrong tries [R-15]', () => {
  const shownAt = after(20_000)
  const at = (ms: number, tries = 0) => codeStateOf({ ...held, shownAt, tries }, new Date(shownAt.getTime() + ms))
  expect(at(0)).toEqual({ kind: 'live', until: new Date(shownAt.getTime() + codeLifeMs), triesLeft: 5 })
  expect(at(codeLifeMs - 1, codeTries - 1)).toMatchObject({ kind: 'live', triesLeft: 1 })
  expect(at(codeLifeMs)).toEqual({ kind: 'over' })
  expect(at(0, codeTries)).toEqual({ kind: 'over' })
})

test('a second browser at the return address ends the code, shown or not [R-15]', () => {
  const otherReturnAt = after(1)
  expect(codeStateOf({ ...held, otherReturnAt }, after(codeSettleMs))).toEqual({ kind: 'over' })
  expect(codeStateOf({ ...held, otherReturnAt, shownAt: after(20_000) }, after(21_000))).toEqual({ kind: 'over' })
})

test('nothing is offered for a success that nobody came back for in time [R-13] [R-15]', () => {
  expect(codeStateOf({ ...held, heldReason: 'no_return' }, after(codeSettleMs))).toEqual({ kind: 'over' })
})

test.each(sessionStatuses)('a session that is %s has a code only while it is held [R-15]', (status) => {
  const kind = codeStateOf({ ...held, status }, after(codeSettleMs)).kind
  const expected = status === 'held' ? 'offered' : status === 'at_provider' || status === 'starting' ? 'early' : 'over'
  expect(kind).toBe(expected)
})
