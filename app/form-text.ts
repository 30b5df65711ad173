import 'server-only'

/** One text of a posted form, cut at `most` characters; a file, or nothing at all, is the empty text. */
export const textUpTo = (form: FormData, name: string, most: number): string => {
  const value = form.get(name)
  return typeof value === 'string' ? value.slice(0, most) : ''
}

/** What was posted to a route; a body that is no form has nothing in it, and is answered like an empty one. */
export const postedForm = async (request: Request): Promise<FormData> =>
  request.headers.get('content-type')?.includes('form') ? request.formData() : new FormData()
