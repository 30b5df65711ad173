import { afterAll, beforeAll, expect, it } from 'vitest'
import { colleague } from '@/lib/auth/testing'
import { firstAdmin } from '@/lib/staff/testing'
import { mintActor, type PendingActor } from './actor'
import { everyRow } from './audit-filter'
import { listAudit } from './list-audit'
import { addRows, auditTestBed } from './testing'

let drop: () => Promise<void>
beforeAll(async () => {
  drop = (await auditTestBed()).drop
})
afterAll(() => drop())

it('names a colleague whose second factor was still due when they did it', async () => {
  const staffId = await firstAdmin()
  const pending = mintActor<PendingActor>({ kind: 'pending', staffId, sid: 'sid', name: 'Asha Rao', role: 'admin' })
  await addRows(1, { action: 'factor.added', object_id: staffId }, pending)
  const [row] = (await listAudit(colleague(staffId, 'auditor', 'audit.read'), everyRow, null)).rows
  expect(row).toMatchObject({ action: 'factor.added', who: { id: staffId, name: 'Asha Rao' } })
})
