export type NavItem = { href: string; text: string; current: boolean }

/** The rooms of the console; the same list stands on the left and in the menu of a narrow screen. */
export const NavList = ({ items, label }: { items: readonly NavItem[]; label: string }) => (
  <nav aria-label={label}>
    <ul className="flex flex-col gap-1">
      {items.map(({ href, text, current }) => (
        <li key={href}>
          <a
            href={href}
            aria-current={current ? 'page' : undefined}
            className={`flex min-h-control items-center rounded px-3 text-body no-underline hover:bg-accent-soft ${
              current ? 'bg-accent-soft font-semibold' : ''
            }`}
          >
            {text}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)
