export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger'

const base =
  'inline-flex min-h-control items-center justify-center gap-2 rounded py-2 text-center text-body font-semibold aria-disabled:cursor-default aria-disabled:opacity-75'

const framed = 'border-2 px-4 no-underline'

const kinds: Record<ButtonKind, string> = {
  primary: `${framed} border-accent bg-accent text-on-accent hover:border-accent-strong hover:bg-accent-strong hover:text-on-accent`,
  secondary: `${framed} border-accent bg-page text-accent hover:border-accent-strong hover:bg-accent-soft hover:text-accent-strong`,
  // No frame and so no room inside it: its words stand on the edge that the text around it keeps.
  quiet: 'text-accent underline underline-offset-4 hover:text-accent-strong hover:decoration-2',
  danger: `${framed} border-bad bg-bad text-on-bad hover:text-on-bad hover:underline`,
}

/** Links and buttons look alike because both are the next step; what they are stays in the markup. */
export const buttonStyle = (kind: ButtonKind, wide: boolean): string => `${base} ${kinds[kind]} ${wide ? 'w-full' : ''}`
