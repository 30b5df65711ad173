import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pool } from '@/lib/db/client'
import { staffTestBed } from '@/lib/staff/testing'
import { byteStream } from './byte-stream'
import { streamRows } from './stream-rows'

let drop: () => Promise<void>
beforeAll(async () => {
  drop = await staffTestBed()
})
afterAll(() => drop())

const many = 300_000
const numbers = () =>
  streamRows<{ n: number; text: string }>(`select n, repeat('x', $2) as text from generate_series(1, $1) n`, [
    many,
    200,
  ])

async function* lines(): AsyncGenerator<string> {
  for await (const rows of numbers()) yield rows.map(({ n, text }) => `${n} ${text}\n`).join('')
}

/** Connections of exports that the server still has. */
const orphans = async (): Promise<number> => {
  const { rows } = await pool().query<{ left: number }>(
    `select count(*)::int as left from pg_stat_activity
     where application_name = 'swikriti_export' and datname = current_database()`,
  )
  return rows[0]?.left ?? -1
}

describe('rows of an export', () => {
  it('come whole and in order, with flat memory', async () => {
    let seen = 0
    let most = 0
    for await (const rows of numbers()) {
      expect(rows.every(({ n }, index) => n === seen + index + 1)).toBe(true)
      seen += rows.length
      most = Math.max(most, process.memoryUsage().heapUsed)
    }
    expect(seen).toBe(many)
    // All rows at once would be several hundred megabytes; what the test runner itself uses is far below that.
    expect(most).toBeLessThan(250 * 2 ** 20)
    expect(await orphans()).toBe(0)
  })

  it('end at once when the reader has seen enough', async () => {
    for await (const rows of numbers()) {
      expect(rows[0]?.n).toBe(1)
      expect(await orphans()).toBe(1)
      break
    }
    await expect.poll(orphans).toBe(0)
  })

  it('leave nothing behind when the browser goes away', async () => {
    const reader = byteStream(lines()).getReader()
    const { value } = await reader.read()
    expect(new TextDecoder().decode(value).split('\n')).toHaveLength(1_001)
    await reader.cancel()
    await expect.poll(orphans).toBe(0)
  })

  it('fail loudly when the statement is wrong', async () => {
    await expect(streamRows('select nothing from nowhere', []).next()).rejects.toThrow(/nowhere/)
    expect(await orphans()).toBe(0)
  })
})
