import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { pool } from '@/lib/db/client'
import { isSetupOpen, setUp } from '@/lib/staff/first-run'
import { setupInput, staffTestBed } from '@/lib/staff/testing'
import { makeSetupLink } from './setup-link.ts'

let drop: () => Promise<void>
beforeAll(async () => {
  drop = await staffTestBed()
})
afterAll(() => drop())
beforeEach(async () => {
  await pool().query('truncate staff_sign_ins, staff, setup_tokens, organisation cascade')
})

const make = async () => {
  const link = await makeSetupLink(process.env.DATABASE_URL ?? '', 'https://consent.example')
  if (!link) throw new Error('expected a link')
  return { ...link, token: new URL(link.address).searchParams.get('token') ?? '' }
}

describe('the set-up link', () => {
  it('ends the one made before it, and says so [A-05]', async () => {
    const first = await make()
    expect(first).toMatchObject({ replaced: false })
    expect(await isSetupOpen(first.token)).toBe(true)
    const second = await make()
    expect(second).toMatchObject({ replaced: true })
    expect([await isSetupOpen(first.token), await isSetupOpen(second.token)]).toEqual([false, true])
    expect(await setUp(first.token, setupInput())).toEqual({ ok: false, error: { code: 'link_ended' } })
    expect((await setUp(second.token, setupInput())).ok).toBe(true)
  })

  it('is one, however many are made at the same moment [A-05]', async () => {
    const links = await Promise.all(Array.from({ length: 5 }, make))
    const open = await Promise.all(links.map(({ token }) => isSetupOpen(token)))
    expect(open.filter(Boolean)).toHaveLength(1)
  })

  it('is not made where there is an administrator already [A-05]', async () => {
    expect((await setUp((await make()).token, setupInput())).ok).toBe(true)
    expect(await makeSetupLink(process.env.DATABASE_URL ?? '', 'https://consent.example')).toBeNull()
  })
})
