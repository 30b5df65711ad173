import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pool } from '@/lib/db/client'
import { providerTestBed } from '@/lib/provider/testing'
import { byteStream } from './byte-stream'
import { mostExports, takeExportRoom } from './export-room'
import { streamRows } from './stream-rows'

let giveBack: () => Promise<void>
beforeAll(async () => {
  giveBack = await providerTestBed()
})
afterAll(() => giveBack())

type Row = { n: number }
const numbers = 'select n from generate_series(1, $1::int) n'
/** Sorts for far longer than a test waits, before it has a first row. */
const endless = 'select count(*)::int as n from generate_series(1, 1000000000) a, generate_series(1, $1::int) b'

/** What this database still does for exports. */
const atWork = async (): Promise<string[]> => {
  const { rows } = await pool().query<{ state: string }>(
    `select state from pg_stat_activity where datname = current_database() and application_name = 'swikriti_export'`,
  )
  return rows.map((row) => row.state)
}

const nothingLeft = () => expect.poll(atWork, { timeout: 5_000 }).toEqual([])

const textOf = (sql: string, count: number) =>
  byteStream(async function* (signal) {
    for await (const rows of streamRows<Row>(sql, [count], signal)) yield `${rows.map(({ n }) => n).join('\n')}\n`
  })

describe('rows from a cursor', () => {
  it.each([0, 1, 1_000, 2_500])('are all there and in order when there are %i', async (count) => {
    const text = await new Response(textOf(numbers, count)).text()
    expect(text.split('\n').filter(Boolean).map(Number)).toEqual(Array.from({ length: count }, (_, n) => n + 1))
    await nothingLeft()
  })

  it('take no more memory when there are many', async () => {
    const wide = `select n, repeat('x', 200) as text from generate_series(1, $1::int) n`
    let most = 0
    for await (const rows of streamRows<Row>(wide, [300_000], new AbortController().signal))
      if (rows[0]) most = Math.max(most, process.memoryUsage().heapUsed)
    // All rows at once would be several hundred megabytes; what the test runner itself uses is far below that.
    expect(most).toBeLessThan(250 * 2 ** 20)
    await nothingLeft()
  })

  it('are read no faster than somebody takes them', async () => {
    const reader = textOf(numbers, 1_000_000).getReader()
    await reader.read()
    await expect.poll(atWork).toEqual(['idle in transaction'])
    await reader.cancel()
    await nothingLeft()
  })

  it('leave no statement, transaction or connection behind when the reader goes away between two batches', async () => {
    const reader = textOf(numbers, 1_000_000).getReader()
    for (let n = 0; n < 3; n += 1) await reader.read()
    await reader.cancel()
    await nothingLeft()
  })

  it('leave nothing behind when the reader goes away while the first batch is still being made', async () => {
    const reader = textOf(endless, 1).getReader()
    const first = reader.read()
    await expect.poll(atWork).toEqual(['active'])
    await reader.cancel()
    expect((await first).done).toBe(true)
    await nothingLeft()
  })

  it('fail before the first one when the statement is wrong', async () => {
    await expect(new Response(textOf('select $1 from nowhere', 1)).text()).rejects.toThrow('nowhere')
    await nothingLeft()
  })

  it('fail loudly in the middle when a row cannot be made: half a file must not look whole', async () => {
    const failing = 'select 1000 / (1500 - n) as n from generate_series(1, $1::int) n'
    await expect(new Response(textOf(failing, 3_000)).text()).rejects.toThrow('division by zero')
    await nothingLeft()
  })

  it('fail when their connection is ended from outside, and the process lives on [F-21]', async () => {
    const reader = textOf(numbers, 1_000_000).getReader()
    await reader.read()
    await pool().query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'swikriti_export'`,
    )
    await expect(
      (async () => {
        while (!(await reader.read()).done);
      })(),
    ).rejects.toThrow()
    await nothingLeft()
  })
})

describe('the room for exports', () => {
  it('is small, and free again when one has ended', () => {
    const taken = Array.from({ length: mostExports }, () => takeExportRoom())
    expect(taken.every((give) => give !== null)).toBe(true)
    expect(takeExportRoom()).toBeNull()
    taken[0]?.()
    taken[0]?.()
    const again = takeExportRoom()
    expect(again).not.toBeNull()
    expect(takeExportRoom()).toBeNull()
    for (const give of [...taken, again]) give?.()
  })
})
