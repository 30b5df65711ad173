import type { ReactNode } from 'react'

export const SummaryList = ({ items }: { items: readonly { term: string; value: ReactNode }[] }) => (
  <dl className="flex w-full flex-col">
    {items.map(({ term, value }) => (
      <div key={term} className="flex flex-col gap-1 border-b border-line py-3 last:border-b-0 sm:flex-row sm:gap-4">
        <dt className="text-body text-ink-soft sm:w-1/3 sm:shrink-0">{term}</dt>
        <dd className="min-w-0 text-body">{value}</dd>
      </div>
    ))}
  </dl>
)
