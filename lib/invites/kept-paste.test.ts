import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { colleague } from '@/lib/auth/testing'
import { moveClock, setClockRight } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { systemActor } from '@/lib/jobs/system-actor'
import { dropPaste, keepPaste, keptPaste, mostPastedBytes } from './kept-paste'
import { countOf, type Inviter, inviteBed } from './testing'
import { tidyImports } from './tidy-imports'

let down: () => Promise<void>
let asha: Inviter
let meera: Inviter

beforeAll(async () => {
  ;({ down, asha } = await inviteBed())
  await pool().query(
    `insert into staff (id, email, name, role, password_hash, created_at)
     values ('stf_meera', 'meera@bank.example', 'Meera Nair', 'operator', 'x', now())`,
  )
  meera = await colleague('stf_meera', 'operator', 'invitations.manage')
})
afterAll(() => down())
afterEach(setClockRight)

it('pasted rows that were refused come back to whoever pasted them, and to nobody else', async () => {
  expect(await keepPaste(asha, 'name\nFirst\n')).toBe(true)
  expect(await keepPaste(asha, '\r\nname\r\n"अन्नपूर्णा"\r\n')).toBe(true)
  expect(await keptPaste(asha)).toBe('\nname\n"अन्नपूर्णा"\n')
  expect(await keptPaste(meera)).toBe('')
})

it('lie sealed, and are forgotten when rows were taken, or after an hour [C-01]', async () => {
  await keepPaste(asha, 'name\nMeera Secretname\n')
  const { rows } = await pool().query('select * from invite_pastes')
  expect(JSON.stringify(rows)).not.toMatch(/Secretname|U2VjcmV0bmFtZ/)
  await dropPaste(asha)
  expect(await countOf('invite_pastes')).toBe(0)
  await keepPaste(asha, 'name\nMeera\n')
  moveClock(61 * 60_000)
  expect(await keptPaste(asha)).toBe('')
  await tidyImports(systemActor('inviter'))
  expect(await countOf('invite_pastes')).toBe(0)
})

it('are not kept when there are none, or more than a page gives back', async () => {
  await keepPaste(asha, 'name\nOlder\n')
  expect(await keepPaste(asha, ' \n')).toBe(false)
  expect(await keptPaste(asha)).toBe('')
  await keepPaste(asha, 'name\nOlder\n')
  expect(await keepPaste(asha, 'x'.repeat(mostPastedBytes + 1))).toBe(false)
  expect(await keptPaste(asha)).toBe('')
})
