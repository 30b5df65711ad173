import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { providerTestBed } from '@/lib/provider/testing'
import { pool } from './client'
import { withTransaction } from './transaction'

let giveBack: () => Promise<void>
beforeAll(async () => {
  giveBack = await providerTestBed()
})
afterAll(() => giveBack())

test('fails one transaction, not the process, when its connection dies between two statements [F-21]', async () => {
  const unheard: unknown[] = []
  const listen = (error: unknown) => unheard.push(error)
  process.on('uncaughtExceptionMonitor', listen)
  const work = withTransaction(async ({ client }) => {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    await pool().query('select pg_terminate_backend($1)', [rows[0]?.pid])
    await pause(100)
    await client.query('select 1')
  })
  await expect(work).rejects.toThrow()
  process.off('uncaughtExceptionMonitor', listen)
  expect(unheard).toEqual([])
  expect((await pool().query('select 1 as one')).rows).toEqual([{ one: 1 }])
})
