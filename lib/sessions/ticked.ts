import 'server-only'
import { pageSize } from './list-sessions'

const idPattern = /^kyc_[A-Za-z0-9_-]{22}$/

/** Ids of sessions that were ticked on one page: each once, ours by their form, no more than a page holds. */
export const readTicked = (values: unknown): string[] => {
  const given: unknown[] = Array.isArray(values) ? values : [values]
  const ids = given.filter((value): value is string => typeof value === 'string' && idPattern.test(value))
  return [...new Set(ids)].slice(0, pageSize)
}
