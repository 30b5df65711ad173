import type { ReactNode } from 'react'

/** Says what will be here and offers the first action; no picture, no joke. */
export const EmptyState = ({ title, children }: { title: string; children?: ReactNode }) => (
  <div className="flex flex-col items-start gap-3 rounded-card border border-line bg-sunken p-6 text-body">
    <p className="font-semibold">{title}</p>
    {children}
  </div>
)
