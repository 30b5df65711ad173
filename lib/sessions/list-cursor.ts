import 'server-only'

/** A place between two rows of a list: the row that was last seen there. */
export type Cursor = { readonly at: Date; readonly id: string }

/** The cursor as it stands in an address. */
export const writeCursor = ({ at, id }: Cursor): string => Buffer.from(`${at.getTime()}.${id}`).toString('base64url')

const cursorPattern = /^(\d{1,15})\.(kyc_[A-Za-z0-9_-]{22})$/

/** Reads a cursor from an address; null when it is not one of ours. */
export const readCursor = (text: string): Cursor | null => {
  if (text.length > 100) return null
  const [, ms, id] = cursorPattern.exec(Buffer.from(text, 'base64url').toString('latin1')) ?? []
  return ms !== undefined && id !== undefined ? { at: new Date(Number(ms)), id } : null
}
