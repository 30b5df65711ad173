import 'server-only'
import type { Route } from 'next'
import { readFilter } from '@/lib/kyc/read-filter'
import { type AdminSessionsQuery, adminSessionsPath } from '@/lib/paths'
import { readPlace, writeCursor } from '@/lib/sessions/list-cursor'

/** The place of a page as its address has it. */
export const placeQuery = ({ from }: ReturnType<typeof readPlace>): Pick<AdminSessionsQuery, 'after' | 'before'> => {
  if (from === null) return {}
  return 'older' in from ? { after: writeCursor(from.older) } : { before: writeCursor(from.newer) }
}

/** The list a form was sent from. It is read like any address and written anew, so it leads nowhere else. */
export const listAddress = (text: unknown): Route => {
  const query = Object.fromEntries(new URLSearchParams(typeof text === 'string' ? text.slice(0, 1_000) : ''))
  return adminSessionsPath({ ...readFilter(query).filter, ...placeQuery(readPlace(query)) })
}
