import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { allowedFields, errorFields, openLogger } from './log'

describe('the fields of a log line', () => {
  it('are those of the list and of their type; anything else is dropped [G-06]', () => {
    const line = allowedFields({
      kyc_session: 'kyc_a',
      http_status: 200,
      alert: true,
      session_id: 'b1946ac9',
      authorization_url: 'https://digilocker.meripehchaan.gov.in/x',
      duration_ms: '12',
      reason: { toString: () => 'object' },
      __proto__: { kind: 'inherited' },
    })
    expect(line).toEqual({ kyc_session: 'kyc_a', http_status: 200, alert: true })
  })

  it("mask a number long enough to be somebody's and survive what is not a number [G-06]", () => {
    expect(allowedFields({ count: 9876543210, total: Number.NaN, bytes: 12 })).toEqual({
      count: '[number]',
      total: '[number]',
      bytes: 12,
    })
  })
})

describe('an error in the log', () => {
  it('shows name, code and our own frames [G-07]', () => {
    const error = Object.assign(new TypeError('expected a row, found none'), { code: 'E_NONE' })
    const fields = errorFields(error)
    expect(fields).toMatchObject({
      error_name: 'TypeError',
      error_code: 'E_NONE',
      error_message: 'expected a row, found none',
    })
    expect(fields.stack).toContain('lib/log.test.ts')
    expect(fields.stack).not.toMatch(/node_modules|node:|\n/)
  })

  it('does not quote input: neither the body JSON.parse met nor the parameters of a query [G-06]', () => {
    let parse: unknown
    try {
      JSON.parse('{"name":"Asha Canary"')
    } catch (error) {
      parse = error
    }
    const query = Object.assign(new Error('Failed query: … params: Asha Canary'), { params: ['Asha Canary'] })
    class DatabaseError extends Error {}
    for (const error of [parse, query, new DatabaseError('invalid input: "Asha Canary"')])
      expect(JSON.stringify({ ...errorFields(error), stack: '' })).not.toContain('Canary')
  })

  it('takes its code from the cause when it has none', () => {
    const cause = Object.assign(new Error('reset'), { code: 'ECONNRESET' })
    expect(errorFields(new Error('request failed', { cause }))).toMatchObject({ error_code: 'ECONNRESET' })
    expect(errorFields('text')).toEqual({ error_name: 'string' })
  })
})

describe('an output that fails', () => {
  it('does not take the process down when the disk is full, and keeps a bounded amount waiting [G-06]', () => {
    const full = openSync('/dev/full', 'w')
    const logger = openLogger(full)
    const before = process.memoryUsage().rss
    for (let line = 0; line < 20_000; line += 1) logger.warn({ event: 'disk.tested', reason: 'x'.repeat(400) })
    expect(process.memoryUsage().rss - before).toBeLessThan(60 * 1024 * 1024)
    closeSync(full)
  })

  it('writes one JSON object a line with time, level and event [G-06]', () => {
    const folder = mkdtempSync(join(tmpdir(), 'log-'))
    const file = join(folder, 'out')
    const out = openSync(file, 'w')
    const logger = openLogger(out)
    logger.warn({ event: 'test.written', ...allowedFields({ reason: 'a\nb"c' }) })
    const [line = '', rest] = readFileSync(file, 'utf8').split('\n')
    expect(rest).toBe('')
    expect(JSON.parse(line)).toEqual({
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/),
      event: 'test.written',
      reason: 'a b"c',
    })
    closeSync(out)
    rmSync(folder, { recursive: true })
  })
})
