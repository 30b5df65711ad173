import 'server-only'
import { z } from 'zod'
import { type ActorKind, isActorKind } from './audit-filter'
import { type ChainRow, jsonOrNull, ownFault } from './chain/chain'

/** Who did it: a colleague by name, everyone else by kind. */
export type AuditWho = { readonly kind: ActorKind | null; readonly id: string; readonly name: string | null }

/** What it was about: a session by its reference, a colleague by name, everything else by id. */
export type AuditObject = { readonly id: string; readonly reference: string | null; readonly name: string | null }

export type AuditDetail = { readonly name: string; readonly value: string }

/** One row for a page. */
export type AuditRow = {
  readonly seq: number
  readonly at: Date
  readonly who: AuditWho
  readonly action: string
  readonly object: AuditObject
  /** State before and after, where the event moved something. */
  readonly from: string | null
  readonly to: string | null
  readonly detail: readonly AuditDetail[]
  /** Whether the row still says what was hashed. */
  readonly intact: boolean
}

export type FoundRow = Omit<ChainRow, 'seq'> & {
  seq: string
  who_name: string | null
  object_name: string | null
  reference: string | null
}

/** With the names of colleagues and the reference of sessions, where those still exist. */
export const foundColumns = `e.seq, e.at, e.actor_kind, e.actor_id, e.action, e.object_id, e.request_id, e.body, e.prev_hash,
  e.hash, w.name as who_name, o.name as object_name, k.reference`

export const foundJoins = `left join staff w on e.actor_kind in ('admin', 'pending') and w.id = e.actor_id
  left join staff o on o.id = e.object_id left join kyc_sessions k on k.id = e.object_id`

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])
const bodySchema = z.object({ detail: z.record(z.string(), z.union([scalar, z.array(scalar)])) })

const detailOf = (body: string): AuditDetail[] => {
  const parsed = bodySchema.safeParse(jsonOrNull(body))
  if (!parsed.success) return []
  return Object.entries(parsed.data.detail).map(([name, value]) => ({
    name,
    value: Array.isArray(value) ? value.join(', ') : String(value),
  }))
}

export const toAuditRow = (found: FoundRow): AuditRow => {
  const { at, actor_kind, actor_id, action, object_id } = found
  const detail = detailOf(found.body)
  const saidOf = (wanted: string) => detail.find(({ name }) => name === wanted)?.value ?? null
  return {
    seq: Number(found.seq),
    at,
    who: { kind: isActorKind(actor_kind) ? actor_kind : null, id: actor_id, name: found.who_name },
    action,
    object: { id: object_id, reference: found.reference, name: found.object_name },
    from: saidOf('from'),
    to: saidOf('to'),
    detail: detail.filter(({ name }) => name !== 'from' && name !== 'to'),
    intact: ownFault({ ...found, seq: Number(found.seq) }) === null,
  }
}
