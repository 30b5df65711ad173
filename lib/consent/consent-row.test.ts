import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pool } from '@/lib/db/client'
import { journeyBed, TestBrowser } from '@/lib/sessions/testing'

let down: () => Promise<void>
beforeAll(async () => {
  ;({ down } = await journeyBed())
})
afterAll(() => down())

test('keeps what was agreed to, when, how and under which words, and lets nobody change it [L-05]', async () => {
  await new TestBrowser().start({ doc_types: ['pan'] })
  const { rows } = await pool().query(
    `select c.*, n.body, n.hash from consents c join notices n on n.hash = c.notice_hash`,
  )
  expect(rows).toMatchObject([
    {
      notice_version: 'test',
      locale: 'en',
      purposes: ['identity_check'],
      items: { pan: ['name', 'date_of_birth', 'pan_number'] },
      action: 'ticked_and_continued',
      browser_class: 'android-chrome',
      given_at: expect.any(Date),
    },
  ])
  expect(createHash('sha256').update(rows[0].body).digest().equals(rows[0].hash)).toBe(true)
  for (const change of [
    `update consents set given_at = now()`,
    `update notices set body = 'other words'`,
    'delete from notices',
  ])
    await expect(pool().query(change), change).rejects.toThrow('rows here are only added')
})
