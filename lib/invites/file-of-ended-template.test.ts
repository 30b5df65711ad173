import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Permitted } from '@/lib/auth/permissions'
import { colleague } from '@/lib/auth/testing'
import { moveClock, setClockRight } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { systemActor } from '@/lib/jobs/system-actor'
import { sendDueMail } from '@/lib/mail/send-due-mail'
import { auditOf } from '@/lib/sessions/testing'
import { countPeopleInWork } from '@/lib/templates/count-open-links'
import { endTemplate } from '@/lib/templates/publish-template'
import { closeImport, openOfImport } from './close-import'
import { getImport } from './get-import'
import { runImports } from './run-import'
import { startImport } from './start-import'
import { takeLinks } from './take-links'
import { countOf, type Inviter, inviteBed, looked } from './testing'

let down: () => Promise<void>
let asha: Inviter
let admin: Permitted<'settings.manage'>

beforeAll(async () => {
  // Nobody listens there: a letter that were sent after all would be tried.
  Object.assign(process.env, { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'kyc@bank.example' })
  ;({ down, asha } = await inviteBed())
  admin = await colleague('stf_asha', 'admin', 'settings.manage')
})
afterAll(() => down())
beforeEach(async () => {
  await pool().query(`update templates set ended_at = null where id = 'tpl_standard'`)
})
afterEach(async () => {
  setClockRight()
  await pool().query('drop trigger if exists end_here on invitations')
})

const inviter = systemActor('inviter')
const end = async () => expect(await endTemplate(admin, 'tpl_standard')).toMatchObject({ ok: true })

const people = (count: number, prefix: string): string =>
  `reference,email\n${Array.from({ length: count }, (_, n) => `${prefix}${n},${prefix}${n}@home.example`).join('\n')}\n`

/** Stops the next run after its second batch as a kill does. */
const cutAfterThousand = async () => {
  await pool().query(`create or replace function end_here() returns trigger language plpgsql as
    $$ begin if new.import_row = 1200 then raise exception 'cut'; end if; return new; end $$`)
  await pool().query('create trigger end_here before insert on invitations for each row execute function end_here()')
  await runImports(inviter)
  await pool().query('drop trigger end_here on invitations')
}

describe('a file whose template ends', () => {
  it('before it is begun cannot be begun, and nobody is invited', async () => {
    const id = await looked(asha, people(3, 'before'))
    expect(await getImport(asha, id)).toMatchObject({ template_ended: false })
    await end()
    expect(await startImport(asha, id, true)).toBe('template_ended')
    expect(await getImport(asha, id)).toMatchObject({ state: 'checked', template_ended: true })
    await runImports(inviter)
    expect(await countOf('invitations', 'import_id = $1', [id])).toBe(0)
    expect(await auditOf(id)).toEqual(['import.checked'])
  })

  it('just after it was begun makes nothing of it', async () => {
    const id = await looked(asha, people(3, 'just'))
    expect(await startImport(asha, id, true)).toBe('started')
    await end()
    await runImports(inviter)
    expect(await getImport(asha, id)).toMatchObject({ state: 'stopped', created_rows: 0, links_until: null })
    expect(await startImport(asha, id, true)).toBe('known')
  })

  it('while it is worked off stops where it is, forgets its people, and gives no links', async () => {
    const id = await looked(asha, people(1_700, 'while'))
    await startImport(asha, id, true)
    await cutAfterThousand()
    await end()
    moveClock(60_000)
    await runImports(inviter)
    expect(await getImport(asha, id)).toMatchObject({ state: 'stopped', created_rows: 1_000, template_ended: true })
    expect(await countOf('invitations', 'import_id = $1', [id])).toBe(1_000)
    expect(await countOf('invite_import_parts', 'import_id = $1', [id])).toBe(0)
    expect(await countOf('invite_imports', 'id = $1 and link_key_enc is null and lease_until is null', [id])).toBe(1)
    expect(await takeLinks(asha, id)).toEqual({ ok: false, error: { code: 'not_open' } })
    expect((await auditOf(id)).at(-1)).toBe('import.stopped')
    moveClock(120_000)
    await runImports(inviter)
    expect(await countOf('invitations', 'import_id = $1', [id])).toBe(1_000)
  })

  it('sends no letter any more, and what it made can be closed', async () => {
    const id = await looked(asha, people(1_300, 'mail'))
    await startImport(asha, id, true)
    await cutAfterThousand()
    await end()
    moveClock(60_000)
    await runImports(inviter)
    const ofFile = `invitation_id in (select id from invitations where import_id = $1)`
    await sendDueMail(systemActor('mailer'))
    expect(await countOf('mail_messages', `${ofFile} and state = 'dropped'`, [id])).toBeGreaterThan(0)
    expect(await countOf('mail_messages', `${ofFile} and state not in ('queued', 'dropped')`, [id])).toBe(0)
    expect(await openOfImport(asha, id)).toMatchObject({ invitations: 1_000 })
    expect(await closeImport(asha, id)).toEqual({ ok: true, value: 1_000 })
    expect(await getImport(asha, id)).toMatchObject({ state: 'closed', created_rows: 1_000 })
  })

  it('leaves nobody out of the next file with another template, because what they have opens nothing', async () => {
    const id = await looked(asha, people(3, 'next'))
    await startImport(asha, id, false)
    await runImports(inviter)
    expect(await getImport(asha, await looked(asha, people(3, 'next')))).toMatchObject({ good_rows: 0 })
    await pool().query(
      `insert into templates (id, name, created_at) select 'tpl_next', 'Next', created_at from templates
       where id = 'tpl_standard' on conflict do nothing`,
    )
    await pool().query(`update invitations set template_id = 'tpl_next' where import_id = $1`, [id])
    await pool().query(`update templates set ended_at = now() where id = 'tpl_next'`)
    expect(await getImport(asha, await looked(asha, people(3, 'next')))).toMatchObject({ good_rows: 3 })
  })

  it('at any moment of the work has no invitation that was made after its end', async () => {
    const id = await looked(asha, people(3_000, 'race'))
    await startImport(asha, id, false)
    const run = runImports(inviter)
    for (;;) {
      const { rows } = await pool().query<{ n: number }>('select created_rows as n from invite_imports where id = $1', [
        id,
      ])
      if ((rows[0]?.n ?? 0) > 0) break
    }
    await end()
    const made = await countOf('invitations', 'import_id = $1', [id])
    await run
    expect(await countOf('invitations', 'import_id = $1', [id])).toBe(made)
    expect(await getImport(asha, id)).toMatchObject({ state: 'stopped', created_rows: made })
    expect(made).toBeLessThan(3_000)
  })
})

it('whoever ends a template learns how many people of files are still to be invited with it', async () => {
  expect(await countPeopleInWork(admin, 'tpl_standard')).toBe(0)
  const id = await looked(asha, people(1_700, 'count'))
  expect(await countPeopleInWork(admin, 'tpl_standard')).toBe(0)
  await startImport(asha, id, false)
  expect(await countPeopleInWork(admin, 'tpl_standard')).toBe(1_700)
  await cutAfterThousand()
  expect(await countPeopleInWork(admin, 'tpl_standard')).toBe(700)
  expect(await countPeopleInWork(admin, 'tpl_other')).toBe(0)
  await end()
  moveClock(60_000)
  await runImports(inviter)
  expect(await countPeopleInWork(admin, 'tpl_standard')).toBe(0)
})
