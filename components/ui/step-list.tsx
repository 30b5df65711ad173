import { Icon, type IconName } from './icon'

export type Step = { text: string; state: 'done' | 'now' | 'todo'; stateText: string }

const marks: Record<Step['state'], { icon: IconName; look: string }> = {
  done: { icon: 'done', look: 'text-good' },
  now: { icon: 'clock', look: 'text-accent' },
  todo: { icon: 'stop', look: 'text-ink-soft' },
}

/** Where we are. The state stands there in words too, because a tick alone says nothing aloud. */
export const StepList = ({ items }: { items: readonly Step[] }) => (
  <ol className="flex flex-col gap-3">
    {items.map(({ text, state, stateText }) => (
      <li key={text} aria-current={state === 'now' ? 'step' : undefined} className="flex items-start gap-3 text-body">
        <span className={marks[state].look}>
          <Icon name={marks[state].icon} />
        </span>
        <span className={state === 'now' ? 'font-semibold' : ''}>
          {text}
          <span className="font-normal text-ink-soft"> · {stateText}</span>
        </span>
      </li>
    ))}
  </ol>
)
