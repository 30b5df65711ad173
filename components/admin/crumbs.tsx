type Crumb = { text: string; href?: string }

/** The way here, as text; the last step is this page. */
export const Crumbs = ({ label, steps }: { label: string; steps: readonly Crumb[] }) => (
  // The name of the page belongs to it, so it stands nearer than the parts of the page stand to each other.
  <nav aria-label={label} className="-mb-4">
    <ol className="flex flex-wrap gap-2 text-small text-ink-soft">
      {steps.map(({ text, href }, index) => (
        <li key={text} className="flex min-w-0 gap-2">
          {index > 0 && <span aria-hidden="true">/</span>}
          {href ? (
            <a href={href} className="min-w-0">
              {text}
            </a>
          ) : (
            <span aria-current="page" className="min-w-0">
              {text}
            </span>
          )}
        </li>
      ))}
    </ol>
  </nav>
)
