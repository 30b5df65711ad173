import type { Ref } from 'react'

type ErrorSummaryProps = {
  title: string
  items: readonly { href: `#${string}`; text: string }[]
  ref?: Ref<HTMLElement>
}

/** What is wrong, at the top, each line leading to its field. The form moves focus here after it was sent. */
export const ErrorSummary = ({ title, items, ref }: ErrorSummaryProps) => (
  <section
    ref={ref}
    id="error-summary"
    role="alert"
    tabIndex={-1}
    aria-labelledby="error-summary-title"
    className="flex flex-col gap-2 rounded-card border-2 border-bad bg-page p-4"
  >
    <h2 id="error-summary-title" className="text-h3 font-bold">
      {title}
    </h2>
    <ul className="flex flex-col gap-1">
      {items.map((item) => (
        <li key={item.href}>
          <a href={item.href} className="inline-block py-2 text-body font-semibold text-bad">
            {item.text}
          </a>
        </li>
      ))}
    </ul>
  </section>
)
