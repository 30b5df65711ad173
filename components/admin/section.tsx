import type { ReactNode } from 'react'

/** One part of a page under its own heading. */
export const Section = ({ id, heading, children }: { id: string; heading: string; children: ReactNode }) => (
  <section aria-labelledby={id} className="flex flex-col gap-3">
    <h2 id={id} className="text-h2 font-bold">
      {heading}
    </h2>
    {children}
  </section>
)
