import { isSameDayInIndia, timeInIndia } from '@/lib/kyc/india-time'
import type { StartProblem } from '@/lib/kyc/start-state'
import type { LocalProblem, StartWords } from './start-words'

export type ShownProblem = StartProblem | LocalProblem

/** One sentence for each problem; `now` decides between today and tomorrow, which is as far as a block reaches. */
export const problemText = (problem: ShownProblem, words: StartWords, now: Date): string => {
  if (problem.code === 'busy') return words.problems.busy.replace('{seconds}', String(problem.waitSeconds))
  if (problem.code !== 'too_many') return words.problems[problem.code]
  const until = new Date(problem.until)
  const sentence = isSameDayInIndia(until, now) ? words.tooManyToday : words.tooManyTomorrow
  return sentence.replace('{time}', timeInIndia(until))
}

/** True where pressing again does not help soon, so the other way is named beside it. */
export const isDeadEnd = (problem: ShownProblem): boolean =>
  ['too_many', 'unavailable', 'unsafe_address', 'not_open', 'closed'].includes(problem.code)
