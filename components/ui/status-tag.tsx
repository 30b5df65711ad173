import type { ReactNode } from 'react'

export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'plain'

const tones: Record<Tone, string> = {
  good: 'border-good bg-good-soft text-good',
  warn: 'border-warn bg-warn-soft text-warn',
  bad: 'border-bad bg-bad-soft text-bad',
  info: 'border-accent bg-accent-soft text-accent',
  plain: 'border-line-field bg-sunken text-ink-soft',
}

/** A state in words; the colour only repeats what the word says. */
export const StatusTag = ({ tone, children }: { tone: Tone; children: ReactNode }) => (
  <span
    className={`inline-block justify-self-start rounded border px-2 text-small font-semibold xl:whitespace-nowrap ${tones[tone]}`}
  >
    {children}
  </span>
)
