type PreviewChoiceProps = {
  label: string
  options: readonly { href: string; text: string; current: boolean }[]
}

/** One of a few, each with an address of its own. */
export const PreviewChoice = ({ label, options }: PreviewChoiceProps) => (
  <nav aria-label={label} className="flex flex-col gap-1">
    <p className="text-small text-ink-soft">{label}</p>
    <ul className="flex gap-1">
      {options.map(({ href, text, current }) => (
        <li key={href}>
          <a
            href={href}
            aria-current={current ? 'true' : undefined}
            className={`inline-flex min-h-control items-center rounded border px-3 text-body no-underline hover:bg-accent-soft ${
              current ? 'border-accent bg-accent-soft font-semibold' : 'border-line-field'
            }`}
          >
            {text}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)
