import type { ReactNode, Ref } from 'react'
import { Icon, type IconName } from './icon'

export type NoticeKind = 'info' | 'good' | 'warn' | 'bad'

const looks: Record<NoticeKind, { frame: string; tint: string; icon: IconName }> = {
  info: { frame: 'border-accent bg-accent-soft', tint: 'text-accent', icon: 'info' },
  good: { frame: 'border-good bg-good-soft', tint: 'text-good', icon: 'done' },
  warn: { frame: 'border-warn bg-warn-soft', tint: 'text-warn', icon: 'clock' },
  bad: { frame: 'border-bad bg-bad-soft', tint: 'text-bad', icon: 'warning' },
}

type NoticeProps = {
  kind: NoticeKind
  title?: string
  /** `alert` for what just went wrong, `status` for what just went well, nothing for what was there all along. */
  role?: 'alert' | 'status'
  ref?: Ref<HTMLDivElement>
  children: ReactNode
}

export const Notice = ({ kind, title, role, ref, children }: NoticeProps) => (
  <div
    ref={ref}
    role={role}
    tabIndex={ref ? -1 : undefined}
    className={`flex gap-3 rounded-card border p-4 text-body ${looks[kind].frame}`}
  >
    <span className={looks[kind].tint}>
      <Icon name={looks[kind].icon} />
    </span>
    <div className="flex min-w-0 flex-1 flex-col gap-2">
      {title && <p className="font-bold">{title}</p>}
      {children}
    </div>
  </div>
)
