import { describe, expect, it } from 'vitest'
import { finishedStates, invitationStates, isOver, stateAt } from './invitation-state.ts'
import { sessionStatuses } from './session-status.ts'

const facts = { revoked: false, opened: false, ended: false, session: null }

describe('how an invitation stands', () => {
  it.each([
    ['invited', {}],
    ['opened', { opened: true }],
    ['ended', { ended: true }],
    ['ended', { ended: true, opened: true }],
    ['revoked', { revoked: true, ended: true }],
    ['under_way', { opened: true, session: 'at_provider' }],
    ['under_way', { opened: true, ended: true, session: 'held' }],
    ['refused', { opened: true, session: 'declined' }],
    ['not_completed', { opened: true, session: 'failed' }],
    ['not_completed', { opened: true, session: 'cancelled' }],
    ['ended', { opened: true, ended: true, session: 'expired' }],
    ['finished', { opened: true, session: 'succeeded' }],
    ['finished', { opened: true, ended: true, revoked: true, session: 'partial' }],
    ['withdrawn', { opened: true, session: 'withdrawn' }],
    ['withdrawn', { opened: true, ended: true, revoked: true, session: 'withdrawn' }],
  ] as const)('is %s by %j', (state, part) => {
    expect(stateAt({ ...facts, ...part })).toBe(state)
  })

  it('is known for every state of a session, and a result outlives everything', () => {
    for (const session of sessionStatuses)
      for (const revoked of [false, true])
        for (const ended of [false, true]) {
          const state = stateAt({ revoked, ended, opened: true, session })
          expect(invitationStates).toContain(state)
          expect(isOver(state)).toBe(finishedStates.includes(session) || revoked)
        }
  })
})
