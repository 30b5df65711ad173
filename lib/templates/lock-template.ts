import 'server-only'
import type { Tx } from '@/lib/db/transaction'
import { err, ok, type Result } from '@/lib/result'

export type TemplateRefusal =
  | { code: 'not_found' | 'ended' }
  /** A colleague was here meanwhile; `stamp` names the draft as it is now. */
  | { code: 'changed'; stamp: string }

type Draft = { id: string; number: number; updated_at: Date }

/** Names one state of a draft; another state has another name. */
export const draftStamp = (draft: Pick<Draft, 'id' | 'updated_at'> | null): string =>
  draft === null ? 'none' : `${draft.id}.${draft.updated_at.getTime()}`

type Locked = {
  draft: Draft | null
  /** Number of the newest published version, 0 before the first. */
  latest: number
  is_public: boolean
}

/**
 * Holds a template until the transaction ends, so that two colleagues take turns.
 * @param seen the draft that was looked at; null where it does not matter
 */
export const lockTemplate = async (
  tx: Tx,
  id: string,
  seen: string | null,
): Promise<Result<Locked, TemplateRefusal>> => {
  const found = await tx.client.query<{ ended_at: Date | null; is_public: boolean }>(
    'select ended_at, is_public from templates where id = $1 for update',
    [id],
  )
  const template = found.rows[0]
  if (!template) return err({ code: 'not_found' })
  if (template.ended_at !== null) return err({ code: 'ended' })
  const { rows } = await tx.client.query<Draft & { published_at: Date | null }>(
    'select id, number, updated_at, published_at from template_versions where template_id = $1 order by number desc limit 2',
    [id],
  )
  const draft = rows.find((row) => row.published_at === null) ?? null
  const stamp = draftStamp(draft)
  if (seen !== null && seen !== stamp) return err({ code: 'changed', stamp })
  const latest = rows.find((row) => row.published_at !== null)?.number ?? 0
  return ok({ draft, latest, is_public: template.is_public })
}
