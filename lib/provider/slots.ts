import 'server-only'
import { pool } from '@/lib/db/client'
import type { CallClass } from './provider'

/**
 * The rows of `provider_slots` as a ring. Each row is one call a minute; a call stamps a row that rested for 62 s. So no
 * 60 s can hold more calls than rows, whatever the number of instances: the extra two seconds are for the way from the
 * grant to the vendor's door, which a busy machine makes long (with one second, 484 of 480 were seen), and cost 3.2 % of
 * the rate.
 */
export const restSeconds = 62

/** Rows above this number are kept for people; the sweep never takes them. */
export const sweepRows = (rpm: number): number => Math.max(1, Math.floor(rpm * 0.75))

/** Where this process took its last row of each part. The next one round the ring is the one that rested longest. */
export type RingPlace = { kept: number; common: number }

const rested = `granted_at <= clock_timestamp() - interval '${restSeconds} seconds'`

const firstFree = (from: string, to: string): string =>
  `(select slot from provider_slots where slot > ${from} and slot <= ${to} and ${rested}
    order by slot limit 1 for update skip locked)`

// coalesce looks into the next part of the ring only when the part before it holds nothing, so the usual grant reads
// one row. `skip locked` means that two instances never wait for each other.
// The commit is not waited for on disk (`true` is: for this transaction alone). Were the machine to lose the last half
// second of stamps, it would also have lost its connections to the vendor; a disk write a call is the dearer side.
const stamp = (parts: readonly string[]): string =>
  `update provider_slots set granted_at = clock_timestamp() where slot = coalesce(${parts.join(', ')})
   returning slot, set_config('synchronous_commit', 'off', true)`

const commonParts = (place: string, top: string) => [
  firstFree(`${place}::int`, `${top}::int`),
  firstFree('0', `${place}::int`),
]

const takeFor = {
  // People take what is kept for them first and leave the common rows to the sweep as long as they can.
  person: {
    name: 'provider_slot_person',
    text: stamp([firstFree('$1::int', '$4::int'), firstFree('$2::int', '$1::int'), ...commonParts('$3', '$2')]),
  },
  sweep: { name: 'provider_slot_sweep', text: stamp(commonParts('$1', '$2')) },
} as const

/** Stamps one free row and returns its number, or null when none was free just now. */
export const stampSlot = async (callClass: CallClass, rpm: number, place: RingPlace): Promise<number | null> => {
  const top = sweepRows(rpm)
  const kept = Math.min(Math.max(place.kept, top), rpm)
  const common = Math.min(place.common, top)
  const values = callClass === 'person' ? [kept, top, common, rpm] : [common, top]
  const { rows } = await pool().query<{ slot: number }>({ ...takeFor[callClass], values })
  return rows[0]?.slot ?? null
}

type Outlook = { rows: number; waitSeconds: number | null }

/** How many rows there are for this class and how long until the first has rested; negative when one has. */
export const slotOutlook = async (callClass: CallClass, rpm: number): Promise<Outlook> => {
  const { rows } = await pool().query<{ rows: number; wait: number | null }>({
    name: 'provider_slot_outlook',
    text: `select count(*)::int as rows,
             extract(epoch from min(granted_at) + interval '${restSeconds} seconds' - clock_timestamp())::float8 as wait
           from provider_slots where slot <= $1`,
    values: [callClass === 'person' ? rpm : sweepRows(rpm)],
  })
  return { rows: rows[0]?.rows ?? 0, waitSeconds: rows[0]?.wait ?? null }
}

/**
 * Makes the table fit the configured rate. When rows that were used in the last minute go away, their calls still count,
 * so the rows that stay rest first. Stamps from the future (a clock that was set back) become stamps of now.
 */
export const fitSlots = async (rpm: number): Promise<void> => {
  await pool().query('update provider_slots set granted_at = clock_timestamp() where granted_at > clock_timestamp()')
  await pool().query(
    `with gone as (delete from provider_slots where slot > $1 returning granted_at)
     update provider_slots set granted_at = clock_timestamp()
     where slot <= $1 and exists (select from gone where ${rested.replace('<=', '>')})`,
    [rpm],
  )
  await pool().query(
    `insert into provider_slots (slot) select n from generate_series(1, $1::int) n
     where (select count(*) from provider_slots) < $1 on conflict do nothing`,
    [rpm],
  )
}
