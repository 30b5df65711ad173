import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Permitted } from '@/lib/auth/permissions'
import type { Present } from '@/lib/auth/presence'
import { colleague } from '@/lib/auth/testing'
import { pool } from '@/lib/db/client'
import { auditOf } from '@/lib/sessions/testing'
import { revealInvitee } from './reveal-invitee'
import { type Inviter, invite, inviteBed } from './testing'

let down: () => Promise<void>
let asha: Inviter
let looker: Present<Permitted<'people.reveal'>>

beforeAll(async () => {
  ;({ down, asha } = await inviteBed())
  looker = colleague('stf_asha', 'operator', 'people.reveal')
})
afterAll(() => down())

it('shows what is masked, and the trail says who, which fields and why, and none of the words [G-04]', async () => {
  const { id } = await invite(asha, { reference: 'A1', name: 'Meera Nair', phone: '9876543210' })
  expect(await revealInvitee(looker, id, 'reach')).toEqual({
    ok: true,
    value: { name: 'Meera Nair', email: null, phone: '9876543210' },
  })
  const { rows } = await pool().query<{ body: string; actor_id: string }>(
    `select body, actor_id from audit_events where action = 'invitation.revealed' and object_id = $1`,
    [id],
  )
  expect(rows).toHaveLength(1)
  expect(rows[0]?.actor_id).toBe('stf_asha')
  expect(JSON.parse(rows[0]?.body ?? '').detail).toEqual({ fields: ['name', 'phone'], reason: 'reach' })
  expect(rows[0]?.body).not.toMatch(/Meera|9876543210/)
})

it('shows nothing without a reason of the list, and nothing of an invitation that is not there', async () => {
  const { id } = await invite(asha, { reference: 'A2', name: 'Ravi' })
  for (const reason of ['', 'curious', '__proto__'])
    expect(await revealInvitee(looker, id, reason)).toMatchObject({ error: { code: 'reason_needed' } })
  expect(await auditOf(id)).not.toContain('invitation.revealed')
  expect(await revealInvitee(looker, 'inv_none', 'reach')).toMatchObject({ error: { code: 'not_found' } })
})

it('shows nothing when the trail cannot be written', async () => {
  const { id } = await invite(asha, { reference: 'A3', name: 'Kavya' })
  await pool().query('alter table audit_events rename to audit_events_away')
  await expect(revealInvitee(looker, id, 'reach')).rejects.toThrow()
  await pool().query('alter table audit_events_away rename to audit_events')
})
