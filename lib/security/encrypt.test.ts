import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, it, vi } from 'vitest'

const key = (): string => randomBytes(32).toString('base64')
const first = key()
const second = key()

/** A copy of the module under other ENCRYPTION_KEYS, as after a restart with a changed configuration. */
const withKeys = async (keys: string) => {
  vi.resetModules()
  Object.assign(process.env, {
    PUBLIC_ORIGIN: 'http://localhost:3000',
    DATABASE_URL: 'postgres://localhost/none',
    SANDBOX_API_KEY: 'key_test_4f9a1c7e',
    SANDBOX_API_SECRET: 'secret_test_8d2b6e01',
    SANDBOX_BASE_URL: 'http://127.0.0.1:4000',
    NEXTAUTH_SECRET: randomBytes(48).toString('base64'),
    ENCRYPTION_KEYS: keys,
  })
  return import('./encrypt')
}

type Module = Awaited<ReturnType<typeof withKeys>>
let crypto: Module
beforeAll(async () => {
  crypto = await withKeys(`k1:${first}`)
})

const record = (table = 'kyc_sessions', rowId = 'kyc_a') => ({
  table,
  rowId,
  dataKey: crypto.newRecordKey({ table, rowId }),
})

describe('a sealed value', () => {
  it('opens to exactly what was sealed, whatever the text [C-01]', () => {
    const row = record()
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(crypto.open(row, 'session_id_enc', crypto.seal(row, 'session_id_enc', text))).toBe(text)
      }),
    )
  })

  it('of a row that is being made opens under the key that is stored with it, and under no other [C-01]', () => {
    const context = { table: 'invitations', rowId: 'inv_a' }
    const { dataKey, seal } = crypto.newRecordCipher(context)
    const sealed = seal('name_enc', 'Meera')
    expect(crypto.open({ ...context, dataKey }, 'name_enc', sealed)).toBe('Meera')
    const other = crypto.newRecordCipher(context).dataKey
    expect(other).not.toBe(dataKey)
    const notAuthentic = expect.objectContaining({ kind: 'not_authentic' })
    expect(() => crypto.open({ ...context, dataKey: other }, 'name_enc', sealed)).toThrow(notAuthentic)
  })

  it('is new text each time and shows nothing of what it holds [C-02]', () => {
    const row = record()
    const canary = 'canary-4711-canary'
    const sealed = [crypto.seal(row, 'a', canary), crypto.seal(row, 'a', canary)]
    expect(sealed[0]).not.toBe(sealed[1])
    expect(Buffer.from(sealed[0]?.slice(3) ?? '', 'base64url').toString('latin1')).not.toContain('canary')
    expect(sealed[0]).toMatch(/^v1\.[\w-]+$/)
  })

  it('does not open in another column, row or table, nor under the key of another row [C-01]', () => {
    const row = record()
    const sealed = crypto.seal(row, 'session_id_enc', 'secret')
    const notAuthentic = expect.objectContaining({ kind: 'not_authentic' })
    expect(() => crypto.open(row, 'authorization_url_enc', sealed)).toThrow(notAuthentic)
    expect(() => crypto.open({ ...row, rowId: 'kyc_b' }, 'session_id_enc', sealed)).toThrow(notAuthentic)
    expect(() => crypto.open({ ...row, table: 'provider_tokens' }, 'session_id_enc', sealed)).toThrow(notAuthentic)
    expect(() => crypto.open(record(), 'session_id_enc', sealed)).toThrow(notAuthentic)
  })

  it('refuses every single flipped bit of the value and of the wrapped key [C-01]', () => {
    const row = record()
    const flipped = (text: string, at: number): string => {
      const cut = text.lastIndexOf('.') + 1
      const bytes = Buffer.from(text.slice(cut), 'base64url')
      const place = at % (bytes.length * 8)
      bytes.writeUInt8(bytes.readUInt8(place >> 3) ^ (1 << (place & 7)), place >> 3)
      return text.slice(0, cut) + bytes.toString('base64url')
    }
    const sealed = crypto.seal(row, 'a', 'forty-two')
    for (let bit = 0; bit < (12 + 16 + 9) * 8; bit += 1)
      expect(() => crypto.open(row, 'a', flipped(sealed, bit))).toThrow(
        expect.objectContaining({ kind: 'not_authentic' }),
      )
    for (let bit = 0; bit < (12 + 16 + 32) * 8; bit += 1)
      expect(() => crypto.open({ ...row, dataKey: flipped(row.dataKey, bit) }, 'a', sealed)).toThrow(
        expect.objectContaining({ kind: 'not_authentic' }),
      )
  })

  it('refuses text that was never sealed, without an error of another kind [C-01]', () => {
    const row = record()
    fc.assert(
      fc.property(fc.string({ maxLength: 120 }), (text) => {
        expect(() => crypto.open(row, 'a', text)).toThrow(expect.objectContaining({ name: 'SealError' }))
        expect(() => crypto.open({ ...row, dataKey: text }, 'a', 'v1.x')).toThrow(
          expect.objectContaining({ name: 'SealError' }),
        )
      }),
    )
  })

  it('tells where it failed and nothing of the value', () => {
    const row = record()
    const sealed = crypto.seal(row, 'a', 'canary-4711')
    expect(() => crypto.open(row, 'b', sealed)).toThrow(
      /^Sealed value of kyc_sessions\.b kyc_a cannot be opened: not_authentic$/,
    )
  })
})

describe('keys that change', () => {
  it('open what the older key wrapped, wrap anew with the first, and say so when a key is gone [C-01]', async () => {
    const row = record()
    const sealed = crypto.seal(row, 'a', 'stays')
    const rotated = await withKeys(`k2:${second},k1:${first}`)
    expect(rotated.open(row, 'a', sealed)).toBe('stays')
    const wrappedAnew = { ...row, dataKey: rotated.rewrapRecordKey(row) }
    expect(wrappedAnew.dataKey).toMatch(/^v1\.k2\./)
    expect(rotated.rewrapRecordKey(wrappedAnew)).toBe(wrappedAnew.dataKey)
    const later = await withKeys(`k2:${second}`)
    expect(later.open(wrappedAnew, 'a', sealed)).toBe('stays')
    expect(() => later.open(row, 'a', sealed)).toThrow(expect.objectContaining({ kind: 'unknown_key' }))
  })

  it('leave the blind index where it was, and each purpose has its own [C-02]', async () => {
    await withKeys(`k1:${first}`)
    const secret = process.env.NEXTAUTH_SECRET
    const before = (await import('./blind-index')).blindIndex('session_id', 'abc')
    await withKeys(`k2:${second},k1:${first}`)
    Object.assign(process.env, { NEXTAUTH_SECRET: secret })
    const { blindIndex } = await import('./blind-index')
    expect(blindIndex('session_id', 'abc')).toEqual(before)
    expect(blindIndex('email', 'abc')).not.toEqual(before)
    expect(before).toHaveLength(32)
  })
})
