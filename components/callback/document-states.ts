import type { DocType } from '@/lib/kyc/doc-types'
import type { View } from '@/lib/kyc/view'
import type { PersonSession } from '@/lib/sessions/session-dto'

export type DocumentState = 'agreed' | 'not_included' | 'withdrawn' | 'not_received' | 'unknown' | 'held' | 'asked'

/** What a document is called when the provider did not name it. */
const unnamed: Record<View, DocumentState> = {
  opening: 'asked',
  away: 'asked',
  checking: 'asked',
  full: 'not_included',
  partial: 'not_included',
  none: 'not_included',
  unlisted: 'unknown',
  held: 'held',
  withdrawn: 'asked',
  not_completed: 'not_received',
  expired: 'not_received',
  refused: 'not_received',
  cancelled: 'not_received',
  start_unknown: 'not_received',
  start_failed: 'not_received',
  lost: 'not_received',
}

/** The word beside one document of the list: asked for, and what came of it. */
export const documentState = (
  session: Pick<PersonSession, 'view' | 'documents_consented'>,
  doc: DocType,
): DocumentState => {
  if (!session.documents_consented?.includes(doc)) return unnamed[session.view]
  return session.view === 'withdrawn' ? 'withdrawn' : 'agreed'
}
