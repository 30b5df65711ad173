import type { ReactNode } from 'react'
import { Icon, type IconName } from '@/components/ui/icon'

export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'plain'

const discs: Record<Tone, string> = {
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  info: 'bg-accent-soft text-accent',
  plain: 'bg-sunken text-ink-soft',
}

type Props = { tone: Tone; icon: IconName; heading: string; children: ReactNode }

/** Icon and heading in words, then what it means in a sentence. The heading takes focus from scripts only. */
export const OutcomeHeading = ({ tone, icon, heading, children }: Props) => (
  <div>
    <span className={`inline-flex rounded-full p-2 ${discs[tone]}`}>
      <Icon name={icon} />
    </span>
    <h1 tabIndex={-1} className="mt-4 text-h1 font-bold">
      {heading}
    </h1>
    <div className="mt-3 space-y-3 text-read">{children}</div>
  </div>
)
