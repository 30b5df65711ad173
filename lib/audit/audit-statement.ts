import 'server-only'
import { type AuditFilter, actorKinds, isActorKind } from './audit-filter'
import { auditActions } from './events'

/** Rows strictly between two numbers, newest or oldest first. */
export type Stretch = {
  readonly above: number
  readonly below: number
  readonly direction: 'older' | 'newer'
  readonly limit: number
}

export type Statement = { readonly text: string; readonly values: readonly unknown[] }

/** Objects a search is about: a reference stands for the sessions that carry it. */
export type Search = Omit<AuditFilter, 'about' | 'from' | 'until'> & {
  readonly objects: readonly string[] | null
  readonly since: Date | null
  readonly before: Date | null
}

/**
 * One way into an index: `columns` before `seq`, one of which takes each of `keys` in turn. A search without an action asks
 * (actor, action, seq) once for each action there is and merges a page of each, so that two indexes carry every search.
 */
type Lane = {
  readonly keys: readonly string[]
  readonly columns: readonly (readonly [column: string, value: string])[]
}

const laneOf = ({ who, action, objects }: Search, bind: (value: unknown) => string): Lane => {
  if (objects) return { keys: objects, columns: [['object_id', 'lane.key']] }
  if (who !== null) {
    const column = isActorKind(who) ? 'actor_kind' : 'actor_id'
    return {
      keys: action === null ? auditActions : [action],
      columns: [
        [column, bind(who)],
        ['action', 'lane.key'],
      ],
    }
  }
  if (action !== null)
    return {
      keys: actorKinds,
      columns: [
        ['actor_kind', 'lane.key'],
        ['action', bind(action)],
      ],
    }
  return { keys: [''], columns: [] }
}

/** What the lane's index does not say by itself. */
const restOf = (search: Search, bind: (value: unknown) => string): string[] => {
  const { who, action, objects, since, before } = search
  const one = (condition: string, value: unknown): string[] => (value === null ? [] : [`${condition} ${bind(value)}`])
  return [
    ...(objects && who !== null ? one(`e.${isActorKind(who) ? 'actor_kind' : 'actor_id'} =`, who) : []),
    ...(objects ? one('e.action =', action) : []),
    // The stretch of numbers has found these rows already; the sum keeps the planner from walking the index on time instead.
    ...one(`e.at + interval '0' >=`, since),
    ...one(`e.at + interval '0' <`, before),
  ]
}

/**
 * The numbers of one page of a search. Bounds compare whole rows, columns and all: an equality would let the planner take the
 * order from the primary key and walk past millions of rows that the search does not want.
 */
export const auditStatement = (search: Search, { above, below, direction, limit }: Stretch): Statement => {
  const values: unknown[] = []
  const bind = (value: unknown): string => `$${values.push(value)}`
  const { keys, columns } = laneOf(search, bind)
  const [row, given] = [
    [...columns.map(([column]) => `e.${column}`), 'e.seq'].join(', '),
    (seq: number) => [...columns.map(([, value]) => value), bind(seq)].join(', '),
  ]
  const conditions = [`(${row}) > (${given(above)})`, `(${row}) < (${given(below)})`, ...restOf(search, bind)]
  const way = direction === 'older' ? 'desc' : 'asc'
  const order = [...columns.map(([column]) => `e.${column} ${way}`), `e.seq ${way}`].join(', ')
  const most = bind(limit)
  const text = `select found.seq from unnest(${bind(keys)}::text[]) lane(key) cross join lateral (
      select e.seq from audit_events e where ${conditions.join(' and ')} order by ${order} limit ${most}
    ) found order by found.seq ${way} limit ${most}`
  return { text, values }
}
