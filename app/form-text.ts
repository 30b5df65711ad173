import 'server-only'

/** One text of a posted form, cut at `most` characters; a file, or nothing at all, is the empty text. */
export const textUpTo = (form: FormData, name: string, most: number): string => {
  const value = form.get(name)
  return typeof value === 'string' ? value.slice(0, most) : ''
}
