export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger'

const base =
  'inline-flex min-h-control items-center justify-center gap-2 rounded border-2 px-4 py-2 text-center text-body font-semibold no-underline aria-disabled:cursor-default aria-disabled:opacity-75'

const kinds: Record<ButtonKind, string> = {
  primary:
    'border-accent bg-accent text-on-accent hover:border-accent-strong hover:bg-accent-strong hover:text-on-accent',
  secondary:
    'border-accent bg-page text-accent hover:border-accent-strong hover:bg-accent-soft hover:text-accent-strong',
  quiet: 'border-transparent bg-transparent text-accent underline hover:bg-accent-soft hover:text-accent-strong',
  danger: 'border-bad bg-bad text-on-bad hover:text-on-bad hover:underline',
}

/** Links and buttons look alike because both are the next step; what they are stays in the markup. */
export const buttonStyle = (kind: ButtonKind, wide: boolean): string => `${base} ${kinds[kind]} ${wide ? 'w-full' : ''}`
