import type { Ref } from 'react'
import { Notice } from '@/components/ui/notice'
import { isDeadEnd, problemText, type ShownProblem } from './problem-text'
import type { StartWords } from './start-words'

type ProblemNoticeProps = { problem: ShownProblem; words: StartWords; ref: Ref<HTMLDivElement> }

/** Why nothing was started, what that means, and what to do now. */
export const ProblemNotice = ({ problem, words, ref }: ProblemNoticeProps) => (
  <Notice kind="bad" role="alert" ref={ref} title={problemText(problem, words, new Date())}>
    {isDeadEnd(problem) && <p>{words.otherWay}</p>}
    {'reference' in problem && (
      <p>
        <bdi>{words.reference.replace('{reference}', problem.reference)}</bdi>
      </p>
    )}
    {(problem.code === 'page_updated' || problem.code === 'cookies_off') && (
      <p>
        <a href="/">{words.reload}</a>
      </p>
    )}
  </Notice>
)
