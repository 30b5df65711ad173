import fc from 'fast-check'
import { expect, test } from 'vitest'
import { proofWindowMs } from './binding-proof'
import { type SettleFacts, settle, type Truth } from './settle'

const minute = 60_000
const sentAt = new Date('2026-11-24T08:00:00Z')
const after = (minutes: number) => new Date(sentAt.getTime() + minutes * minute)

const facts = (part: Partial<SettleFacts> = {}): SettleFacts => ({
  sentAt,
  boundReturnAt: null,
  unboundReturnAt: null,
  staleAt: after(65),
  doc_types: ['aadhaar', 'pan'],
  ...part,
})

const succeeded = (part: Partial<Extract<Truth, { state: 'succeeded' }>> = {}): Truth => ({
  state: 'succeeded',
  documents_consented: ['aadhaar', 'pan'],
  seenAt: after(3),
  notBefore: null,
  ...part,
})

test('calls a bound success with all documents full', () => {
  expect(settle(facts({ boundReturnAt: after(3) }), succeeded(), after(3))).toEqual({ move: 'consent_full' })
})

test('calls a bound success with fewer documents partial [F-15]', () => {
  const truth = succeeded({ documents_consented: ['pan'] })
  expect(settle(facts({ boundReturnAt: after(3) }), truth, after(3))).toEqual({ move: 'consent_partial' })
})

test.each([[[]], [null], [['driving_license'] as const]])('calls a success with %j none', (documents_consented) => {
  const truth = succeeded({ documents_consented })
  expect(settle(facts({ boundReturnAt: after(3) }), truth, after(3))).toEqual({ move: 'consent_none' })
})

test('waits two minutes for the return of a success, without asking again, then holds it [R-13]', () => {
  expect(settle(facts(), succeeded(), after(4))).toEqual({ move: null, readAgainAt: after(5), askProvider: false })
  expect(settle(facts(), succeeded(), after(5))).toEqual({ move: 'consent_unproven', heldReason: 'no_return' })
})

test('holds a success that came back in another browser, even when the first browser came back as well [R-13]', () => {
  const both = facts({ boundReturnAt: after(2), unboundReturnAt: after(3) })
  expect(settle(both, succeeded(), after(3))).toEqual({ move: 'consent_unproven', heldReason: 'unbound_return' })
})

test('does not let an early return vouch for a consent given much later [R-13]', () => {
  const early = facts({ boundReturnAt: after(1) })
  const late = succeeded({ seenAt: after(30), notBefore: new Date(after(1).getTime() + proofWindowMs + 1) })
  expect(settle(early, late, after(30))).toEqual({ move: 'consent_unproven', heldReason: 'no_return' })
})

test('accepts a success that is read long after the return when the provider was silent in between [F-04]', () => {
  const truth = succeeded({ seenAt: after(60), notBefore: null })
  expect(settle(facts({ boundReturnAt: after(1) }), truth, after(60))).toEqual({ move: 'consent_full' })
})

test('ends a session that stays pending after its last read, and not before [F-12] [R-19]', () => {
  expect(settle(facts(), { state: 'pending' }, after(66)).move).toBeNull()
  expect(settle(facts(), { state: 'pending' }, after(67))).toEqual({ move: 'time_ran_out' })
})

test('never calls an unproven success a consent, whatever the times', () => {
  const offset = fc.integer({ min: 0, max: 90 })
  fc.assert(
    fc.property(offset, offset, offset, (seen, unbound, now) => {
      const seenAt = after(seen)
      const decision = settle(facts({ unboundReturnAt: after(unbound) }), succeeded({ seenAt }), after(seen + now))
      expect(decision.move).toBe('consent_unproven')
    }),
  )
})
