import type { ReactNode } from 'react'

export const Disclosure = ({ summary, open, children }: { summary: string; open?: boolean; children: ReactNode }) => (
  <details open={open} className="rounded-card border border-line">
    <summary className="flex min-h-control items-center gap-2 rounded-card px-4 py-2 text-body font-semibold text-accent">
      <span aria-hidden="true" className="disclosure-mark" />
      {summary}
    </summary>
    <div className="flex flex-col gap-3 px-4 pb-4 text-body">{children}</div>
  </details>
)
