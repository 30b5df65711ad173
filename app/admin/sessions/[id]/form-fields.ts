import 'server-only'
import { notFound } from 'next/navigation'
import { textUpTo } from '@/app/form-text'
import { readFilter } from '@/lib/kyc/read-filter'
import type { SessionFilter } from '@/lib/kyc/session-filter'
import { type SessionStatus, sessionStatuses } from '@/lib/kyc/session-status'

/** Text of a form field, no longer than any form of ours could send. */
export const fieldOf = (form: FormData, name: string): string => textUpTo(form, name, 10_000)

/** The session a form is about, or the page that does not exist. */
export const idOf = (form: FormData): string => {
  const id = fieldOf(form, 'id')
  return /^kyc_[A-Za-z0-9_-]{22}$/.test(id) ? id : notFound()
}

/** The list the session was opened from, so that the way back and on stays the same. */
export const filterFrom = (form: FormData): SessionFilter =>
  readFilter(Object.fromEntries(new URLSearchParams(fieldOf(form, 'view')))).filter

/** The status the page showed when its button was pressed. */
export const seenStatus = (form: FormData): SessionStatus | null =>
  sessionStatuses.find((status) => status === fieldOf(form, 'seen')) ?? null
