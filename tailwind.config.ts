import type { Config } from 'tailwindcss'

/** Names only; the values live in app/globals.css, where dark and the business colour replace them. */
const named = (...names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, `var(--${name})`]))

/** The whole theme, not an extension: what is not named here does not exist, so no page can leave the system. */
export default {
  content: [],
  theme: {
    screens: { xs: '480px', sm: '640px', md: '768px', lg: '1024px', xl: '1200px' },
    colors: {
      transparent: 'transparent',
      current: 'currentColor',
      ...named('page', 'sunken', 'raised', 'ink', 'ink-soft', 'line', 'line-field', 'plate'),
      ...named('accent', 'accent-strong', 'accent-soft', 'on-accent', 'focus'),
      ...named('good', 'good-soft', 'warn', 'warn-soft', 'bad', 'bad-soft', 'on-bad'),
      // Cameras read dark on white; these two do not follow the theme.
      'qr-light': '#ffffff',
      'qr-dark': '#000000',
    },
    spacing: {
      0: '0',
      px: '1px',
      1: '0.25rem',
      2: '0.5rem',
      3: '0.75rem',
      4: '1rem',
      6: '1.5rem',
      8: '2rem',
      12: '3rem',
      16: '4rem',
      icon: '1.25rem',
      qr: '12rem',
      nav: '9rem',
      word: '6rem',
      control: 'var(--control)',
    },
    maxWidth: { none: 'none', full: '100%', read: '34rem', people: '40rem', staff: '76rem', short: '20rem' },
    fontFamily: { sans: 'var(--font)', mono: 'var(--font-mono)' },
    fontSize: {
      small: ['0.875rem', '1.25rem'],
      body: ['1rem', '1.5rem'],
      read: ['1.125rem', '1.75rem'],
      h3: ['1.25rem', '1.75rem'],
      h2: ['1.5rem', '2rem'],
      h1: ['var(--h1)', 'var(--h1-line)'],
    },
    fontWeight: { normal: '400', semibold: '600', bold: '700' },
    borderRadius: { none: '0', DEFAULT: '4px', card: '8px', full: '9999px' },
    borderWidth: { DEFAULT: '1px', 0: '0', 2: '2px' },
    boxShadow: { none: 'none', menu: '0 8px 24px rgb(0 0 0 / 0.18)' },
    transitionDuration: { DEFAULT: '150ms' },
  },
} satisfies Config
