import type { ReactNode } from 'react'

type TemplatePartProps = { id: string; heading: string; lead?: string; children: ReactNode }

/** One part of the form under its own heading; the error summary can lead to it. */
export const TemplatePart = ({ id, heading, lead, children }: TemplatePartProps) => (
  <section id={id} aria-labelledby={`${id}-title`} className="flex flex-col gap-6">
    <div className="flex flex-col gap-2">
      <h2 id={`${id}-title`} className="text-h2 font-bold">
        {heading}
      </h2>
      {lead && <p className="text-ink-soft">{lead}</p>}
    </div>
    {children}
  </section>
)
