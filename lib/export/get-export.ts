import 'server-only'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import type { exportRegister } from '@/lib/db/schema/exports'
import { type Exporter, opensForMs, type Subject } from './register'

type Entry = Pick<
  typeof exportRegister.$inferSelect,
  'id' | 'format' | 'filter' | 'reason' | 'granted_at' | 'row_count' | 'outcome'
>

/** Where a granted export stands. `lapsed` was never begun; `running` is under way, or was cut together with its process. */
export type ExportState = 'open' | 'lapsed' | 'running' | 'whole' | 'cut'

export type ExportEntry = Entry & { state: ExportState; opens_until: Date }

type Row = Entry & { started_at: Date | null }

const stateOf = ({ outcome, started_at }: Row, opens_until: Date): ExportState => {
  if (outcome !== null) return outcome
  if (started_at !== null) return 'running'
  return now() < opens_until ? 'open' : 'lapsed'
}

/** An entry of the register, for the colleague who asked for it and nobody else. */
export const getExport = async <S extends Subject>(
  actor: Exporter<S>,
  id: string,
  subject: S,
): Promise<ExportEntry | null> => {
  const { rows } = await pool().query<Row>(
    `select id, format, filter, reason, granted_at, started_at, row_count::int, outcome from exports
     where id = $1 and staff_id = $2 and subject = $3`,
    [id, actor.staffId, subject],
  )
  const [row] = rows
  if (!row) return null
  const { started_at, ...entry } = row
  const opens_until = new Date(row.granted_at.getTime() + opensForMs)
  return { ...entry, state: stateOf(row, opens_until), opens_until }
}
