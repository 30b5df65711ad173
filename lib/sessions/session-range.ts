import 'server-only'
import type { Cursor } from './list-cursor'
import type { Lane } from './session-lanes'

type Stretch = {
  since: Date | null
  before: Date | null
  direction: 'older' | 'newer'
  from: Cursor | null
}

/** A bound: what `created_at` (and `id`) is compared with. Empty: only the keys bound it. */
type Bound = { operator: string; values: readonly unknown[] }

const above = ({ before, direction, from }: Stretch): Bound => {
  if (from !== null && direction === 'older' && (before === null || from.at < before))
    return { operator: '<', values: [from.at, from.id] }
  return before === null ? { operator: '<=', values: [] } : { operator: '<', values: [before] }
}

const below = ({ since, direction, from }: Stretch): Bound => {
  if (from !== null && direction === 'newer' && (since === null || from.at >= since))
    return { operator: '>', values: [from.at, from.id] }
  return { operator: '>=', values: since === null ? [] : [since] }
}

/**
 * The stretch of an index a lane reads, as one bound above and one below. Each compares whole rows, keys and all: an
 * equality would tell the planner that any index on the time will do, and it would walk that one past millions of rows
 * the lane does not want. Never two bounds on one side, because PostgreSQL begins at whichever it finds first.
 */
export const rangeOf = (stretch: Stretch, bind: (value: unknown) => string) => {
  const bounds = [above(stretch), below(stretch)].map(({ operator, values }) => ({
    operator,
    values: values.map(bind),
  }))
  return (keys: Lane['keys']): string[] =>
    bounds.flatMap(({ operator, values }) => {
      const columns = [...keys.map(([column]) => column), ...['created_at', 'id'].slice(0, values.length)]
      const compared = [...keys.map(([, value]) => value), ...values]
      return columns.length === 0 ? [] : [`(${columns.join(', ')}) ${operator} (${compared.join(', ')})`]
    })
}
