import { afterAll, beforeAll, expect, test } from 'vitest'
import { colleague } from '@/lib/auth/testing'
import { pool } from '@/lib/db/client'
import { retentionSchema } from '@/lib/kyc/retention'
import { journeyBed } from '@/lib/sessions/testing'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { getRetention, saveRetention } from './retention'

let down: () => Promise<void>
beforeAll(async () => {
  ;({ down } = await journeyBed())
})
afterAll(() => down())

const asha = colleague('stf_asha', 'admin', 'settings.manage')

test('keeps sessions for a year and the trail as the operator says until somebody chooses [L-10] [G-05]', async () => {
  expect(await getRetention()).toEqual({ session_days: 365, audit_days: 730, stamp: 'none' })
  expect((await getOrganisation()).session_days).toBe(365)
})

test('takes chosen periods into the notice at once and says in the trail what they were [L-09]', async () => {
  expect(await saveRetention(asha, 'none', { session_days: 1825, audit_days: 3650 })).toEqual({ ok: true, value: null })
  expect((await getOrganisation()).session_days).toBe(1825)
  const { rows } = await pool().query(`select actor_id, body from audit_events where action = 'retention.saved'`)
  expect(rows[0]?.actor_id).toBe('stf_asha')
  expect(JSON.parse(rows[0]?.body).detail).toEqual({
    session_days: 1825,
    audit_days: 3650,
    session_days_before: 365,
    audit_days_before: 730,
  })
})

test('takes a button pressed twice for one press', async () => {
  const rows = async () => (await pool().query(`select from audit_events where action = 'retention.saved'`)).rowCount
  const [before, written] = [await getRetention(), await rows()]
  expect((await saveRetention(asha, 'none', { session_days: 1825, audit_days: 3650 })).ok).toBe(true)
  expect([await getRetention(), await rows()]).toEqual([before, written])
})

test('writes over nothing that a colleague has chosen meanwhile', async () => {
  const before = await getRetention()
  expect(await saveRetention(asha, 'none', { session_days: 365, audit_days: 365 })).toEqual({
    ok: false,
    error: { code: 'changed' },
  })
  expect(await getRetention()).toEqual(before)
})

test.each(['364', '0', '-365', '365.5', '1e3', '36501', '', 'a year', '99999999'])(
  'takes no %s for a period [L-10] [G-05]',
  (word) => {
    expect(retentionSchema.safeParse({ session_days: word, audit_days: '365' }).success).toBe(false)
    expect(retentionSchema.safeParse({ session_days: '365', audit_days: word }).success).toBe(false)
  },
)
