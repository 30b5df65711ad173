import { expect, it } from 'vitest'
import { mailProblemOf } from './mail-problem'

it.each([
  ['sent', null, null],
  ['queued', '451', null],
  ['dropped', null, null],
  ['bounced', '550', 'no_mailbox'],
  ['bounced', '553', 'no_mailbox'],
  ['bounced', '552', 'full'],
  ['bounced', '554', 'refused'],
  ['failed', 'ETIMEDOUT', 'unreachable'],
] as const)('an e-mail that is %s with %s has the problem %s', (state, code, problem) => {
  expect(mailProblemOf(state, code)).toBe(problem)
})
