import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pool } from '@/lib/db/client'
import { systemActor } from '@/lib/jobs/system-actor'
import { getImport } from './get-import'
import { runImports } from './run-import'
import { startImport } from './start-import'
import { takeLinks } from './take-links'
import { type Inviter, inviteBed, looked } from './testing'

let down: () => Promise<void>
let asha: Inviter

beforeAll(async () => {
  ;({ down, asha } = await inviteBed())
})
afterAll(() => down())

/** A finished file of a few people: all its links fit into one batch. */
const finished = async (name: string, count = 3): Promise<string> => {
  const people = Array.from({ length: count }, (_, n) => `${name}-${n}`)
  const id = await looked(asha, `reference\n${people.join('\n')}\n`)
  await startImport(asha, id, false)
  await runImports(systemActor('inviter'))
  return id
}

const begin = async (id: string) => {
  const file = await takeLinks(asha, id)
  if (!file.ok) throw new Error(`refused: ${file.error.code}`)
  return file.value.body
}

/** What the trail says of the links of a file. */
const told = async (id: string) => {
  const { rows } = await pool().query<{ action: string; actor_id: string; body: string }>(
    `select action, actor_id, body from audit_events where object_id = $1 and action like 'import.links%' order by seq`,
    [id],
  )
  return rows.map(({ action, actor_id, body }) => ({ action, actor_id, ...JSON.parse(body).detail }))
}

const begun = { action: 'import.links_begun', actor_id: 'stf_asha', rows: 3 }

describe('the links of a file', () => {
  it('leave the house only after the trail says who takes how many of which file [G-04]', async () => {
    const id = await finished('before')
    const body = await begin(id)
    // Nothing was read yet: whatever ends the process from here on, the links that are out have their row.
    expect(await told(id)).toEqual([begun])
    await new Response(body).text()
    expect(await told(id)).toEqual([begun, { ...begun, action: 'import.links_taken', outcome: 'whole' }])
  })

  it('say in their file who took them and when, and on its last line how many there must be [G-08]', async () => {
    const id = await finished('marked')
    const lines = parse(await new Response(await begin(id)).text())
    expect(lines.map(([first]) => first)).toEqual([
      'row',
      expect.stringMatching(new RegExp(`^Links of file ${id}, taken by .+ \\(stf_asha\\) at 20\\d\\d-.+Z$`)),
      '2',
      '3',
      '4',
      'End of the file: 3 links',
    ])
    // Whoever reads it by program takes the rows with a link, as for those that were left out.
    const links = lines.slice(1).filter(([, , link]) => link !== '')
    expect(links.map(([row]) => row)).toEqual(['2', '3', '4'])
  })

  it.each([
    ['before anything was read', 0],
    ['after its head', 1],
    ['after its only batch, before the last line', 2],
  ])('of a small file that was cut %s can be taken again', async (_what, reads) => {
    const id = await finished(`cut-${reads}`)
    const reader = (await begin(id)).getReader()
    for (let read = 0; read < reads; read += 1) expect((await reader.read()).value?.length).toBeGreaterThan(0)
    await reader.cancel()
    expect((await told(id)).at(-1)).toMatchObject({ action: 'import.links_taken', outcome: 'cut' })
    expect(await getImport(asha, id)).toMatchObject({ links_until: expect.any(Date), links_taken: false })
    const again = await new Response(await begin(id)).text()
    expect(again.match(/\/start\//g)).toHaveLength(3)
    expect(await getImport(asha, id)).toMatchObject({ links_until: null, links_taken: true })
  })

  it('that may be out are counted when the file is cut, never fewer [G-04]', async () => {
    const id = await finished('many', 2_500)
    const reader = (await begin(id)).getReader()
    await reader.read()
    const { value } = await reader.read()
    await reader.cancel()
    const out = new TextDecoder().decode(value).match(/\/start\//g)?.length
    expect(out).toBe(1_000)
    const [, end] = await told(id)
    expect(end).toMatchObject({ action: 'import.links_taken', outcome: 'cut' })
    expect(end.rows).toBeGreaterThanOrEqual(1_000)
    expect(end.rows).toBeLessThan(2_500)
  })

  it('are nobody else’s once somebody has the whole file, also when both began together', async () => {
    const id = await finished('both')
    const [one, two] = [await begin(id), await begin(id)]
    await Promise.all([new Response(one).text(), new Response(two).text()])
    expect((await told(id)).filter(({ action }) => action === 'import.links_begun')).toHaveLength(2)
    expect(await takeLinks(asha, id)).toEqual({ ok: false, error: { code: 'not_open' } })
    expect(await told(id)).toHaveLength(4)
  })
})
