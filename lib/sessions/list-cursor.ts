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

/** Where a page begins: below a row, above one, or at the newest of all. */
export type Place = { readonly older: Cursor } | { readonly newer: Cursor } | null

type Query = { readonly [name: string]: string | string[] | undefined }

/** The place an address names; `lost` when it names one that is not ours, and the page is the first. */
export const readPlace = ({ after, before }: Query): { from: Place; lost: boolean } => {
  const given = [after, before].filter((text) => text !== undefined && text !== '')
  const older = typeof after === 'string' ? readCursor(after) : null
  const newer = typeof before === 'string' ? readCursor(before) : null
  // Both at once name no page.
  if (given.length !== 1) return { from: null, lost: given.length > 1 }
  if (older) return { from: { older }, lost: false }
  return newer ? { from: { newer }, lost: false } : { from: null, lost: true }
}
