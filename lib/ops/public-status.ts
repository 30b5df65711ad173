import 'server-only'
import { processState } from '@/lib/process-state'
import { readProvider } from './provider-reading'

/** What anyone may know: whether DigiLocker answers us, and when we last knew. Nothing of budget, queue or token. */
export type PublicStatus = {
  readonly measuredAt: Date
  readonly provider: 'answering' | 'silent' | 'quiet'
  /** Since when it is silent, or when it last answered. */
  readonly at: Date | null
}

/** A crowd that reloads this page asks the database once in this time. */
const keptMs = 5_000

type Kept = { status: Promise<PublicStatus> | null; until: number }

const read = async (): Promise<PublicStatus> => {
  const { measuredAt, silentSince, answeredAt } = await readProvider()
  if (silentSince) return { measuredAt, provider: 'silent', at: silentSince }
  return { measuredAt, provider: answeredAt ? 'answering' : 'quiet', at: answeredAt }
}

export const readPublicStatus = (): Promise<PublicStatus> => {
  const kept = processState<Kept>('public status', () => ({ status: null, until: 0 }))
  if (kept.status && performance.now() < kept.until) return kept.status
  const status = read()
  kept.status = status
  kept.until = performance.now() + keptMs
  // A failure is not kept: the next visitor asks again.
  status.catch(() => {
    kept.status = null
  })
  return status
}
