import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pool } from '@/lib/db/client'
import { checkImport } from './check-import'
import { aFileKeyHash, countOf, type Inviter, inviteBed, look } from './testing'
import { uploadKey } from './upload-key'

let down: () => Promise<void>
let asha: Inviter

beforeAll(async () => {
  ;({ down, asha } = await inviteBed())
})
afterAll(() => down())

/** A file whose end comes when it is let. */
const held = (text: string) => {
  let letGo = () => {}
  let begin = () => {}
  const end = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const begun = new Promise<void>((resolve) => {
    begin = resolve
  })
  async function* source(): AsyncGenerator<Uint8Array> {
    begin()
    yield Buffer.from(text)
    await end
  }
  return { source: source(), begun, letGo: () => letGo() }
}

const choices = { templateId: 'tpl_standard', locale: 'en', lifeHours: 72 }

describe('an upload that is sent again', () => {
  it('while the first is still being read leads to the same file, however many are sent', async () => {
    const keyHash = aFileKeyHash()
    const text = 'reference\nA\nB\n'
    const before = await countOf('invite_imports')
    const slow = held(text)
    const first = checkImport(asha, { ...choices, source: slow.source, keyHash })
    await slow.begun
    const others = [look(asha, text, keyHash), look(asha, text, keyHash), look(asha, text, keyHash)]
    // The others have asked for the file before the first has one to give.
    const early = await Promise.race([Promise.all(others), new Promise((resolve) => setTimeout(resolve, 600, 'wait'))])
    expect(early).toBe('wait')
    slow.letGo()
    const answer = await first
    expect(answer.ok).toBe(true)
    expect(await Promise.all(others)).toEqual([answer, answer, answer])
    expect(await countOf('invite_imports')).toBe(before + 1)
  })

  it('holds no connection while it waits for the first', async () => {
    const keyHash = aFileKeyHash()
    const slow = held('reference\nC\n')
    const first = checkImport(asha, { ...choices, source: slow.source, keyHash })
    await slow.begun
    const others = Array.from({ length: 40 }, () => look(asha, 'reference\nC\n', keyHash))
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect((await pool().query('select 1 as one')).rows).toEqual([{ one: 1 }])
    expect(await countOf('pg_locks', `locktype = 'advisory' and not granted`)).toBe(0)
    slow.letGo()
    expect(new Set((await Promise.all(others)).map((one) => JSON.stringify(one)))).toEqual(
      new Set([JSON.stringify(await first)]),
    )
  })

  it('is refused like the first, when that one is refused', async () => {
    const keyHash = aFileKeyHash()
    const slow = held('branch\nPune\n')
    const first = checkImport(asha, { ...choices, source: slow.source, keyHash })
    const second = look(asha, 'branch\nPune\n', keyHash)
    slow.letGo()
    const refused = { ok: false, error: { code: 'columns', row: 1 } }
    expect([await first, await second]).toEqual([refused, refused])
  })

  it('leads to the same file also when its template has ended since', async () => {
    const hash = aFileKeyHash()
    const first = await look(asha, 'reference\nD\n', hash)
    await pool().query(`update templates set ended_at = now() where id = 'tpl_standard'`)
    const again = await look(asha, 'reference\nD\n', hash)
    await pool().query(`update templates set ended_at = null where id = 'tpl_standard'`)
    expect(again).toEqual(first)
  })
})

describe('the key of an upload', () => {
  async function* bytes(...pieces: string[]): AsyncGenerator<Uint8Array> {
    for (const piece of pieces) yield Buffer.from(piece)
  }

  it('is the same for the same form, in whatever pieces its file comes', async () => {
    const key = await uploadKey('ticket', ['tpl', 'en', ''], bytes('reference\nA\n'))
    expect(await uploadKey('ticket', ['tpl', 'en', ''], bytes('refer', 'ence\nA', '\n'))).toEqual(key)
  })

  it('is another for a mended file, another choice or another form', async () => {
    const keys = [
      await uploadKey('ticket', ['tpl', 'en', ''], bytes('reference\nA\n')),
      await uploadKey('ticket', ['tpl', 'en', ''], bytes('reference\nB\n')),
      await uploadKey('ticket', ['tpl2', 'en', ''], bytes('reference\nA\n')),
      await uploadKey('ticket', ['tpl', 'en', '24'], bytes('reference\nA\n')),
      await uploadKey('other', ['tpl', 'en', ''], bytes('reference\nA\n')),
    ]
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(5)
  })
})
