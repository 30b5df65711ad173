/** One set, drawn on a 24 box with a 1.5 stroke; always beside a word, so always hidden from screen readers. */
const shapes = {
  check: 'M5 12.5l4.5 4.5L19 7.5',
  cross: 'M6 6l12 12M18 6L6 18',
  info: 'M12 11v6M12 7.2v.3M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z',
  warning: 'M12 9.5v4.5M12 17v.3M12 3.5L2.5 20h19L12 3.5z',
  clock: 'M12 7v5.2l3.5 2M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z',
  done: 'M8 12.3l2.8 2.8L16 9.5M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z',
  stop: 'M8 12h8M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z',
  question: 'M9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.7.4-1.1.9-1.1 1.8M12 16.8v.3M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z',
  document: 'M7 3h7l5 5v13H7V3zM14 3v5h5M10 13h6M10 17h6',
  shield: 'M12 3l7.5 3v5.5c0 4.6-3 8-7.5 9.5-4.5-1.5-7.5-4.9-7.5-9.5V6L12 3z',
  arrow: 'M5 12h14M13 6l6 6-6 6',
  outside: 'M14 4h6v6M20 4l-9 9M18 14v6H4V6h6',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM20.5 20.5l-4.5-4.5',
  copy: 'M9 9h11v11H9V9zM15 9V4H4v11h5',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c.8-4 4-6 8-6s7.2 2 8 6',
  menu: 'M4 7h16M4 12h16M4 17h16',
} as const

export type IconName = keyof typeof shapes

/** Direction words turn with the script; ticks do not (ux section 10). */
const turns: readonly IconName[] = ['arrow', 'outside']

export const Icon = ({ name }: { name: IconName }) => (
  <svg
    aria-hidden="true"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.5"
    strokeLinecap="round"
    strokeLinejoin="round"
    className={turns.includes(name) ? 'size-icon shrink-0 rtl:-scale-x-100' : 'size-icon shrink-0'}
  >
    <path d={shapes[name]} />
  </svg>
)
