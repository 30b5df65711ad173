import 'server-only'

/** How often a form was sent before, as the browser says: a number it made up counts as none. */
export const triesOf = (previous: { readonly tries: number } | null | undefined): number =>
  previous && Number.isSafeInteger(previous.tries) ? previous.tries : 0
