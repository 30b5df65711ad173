import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { moveClock, setClockRight } from '@/lib/clock'
import { arrivalMs, longestArrivalMs } from './arrival'
import { bodyRefusal, maxBodyBytes } from './request-limits'
import { isUploadTicket, maxUploadBytes, newUploadTicket, uploadPath } from './upload-ticket'

beforeAll(() => {
  Object.assign(process.env, {
    PUBLIC_ORIGIN: 'http://localhost:3000',
    DATABASE_URL: 'postgres://swikriti@/swikriti?host=/run/socket',
    SANDBOX_API_KEY: 'key_test_4f9a1c7e',
    SANDBOX_API_SECRET: 'secret_test_8d2b6e01',
    SANDBOX_BASE_URL: 'http://127.0.0.1:4000',
    NEXTAUTH_SECRET: 'dG9wIHNlY3JldCB0aGF0IGlzIGxvbmcgZW5vdWdoIGZvciB1cw',
    ENCRYPTION_KEYS: 'k1:bm90IGEgcmVhbCBrZXkgYnV0IDMyIGJ5dGVzIG9rISE=',
  })
})

afterEach(setClockRight)

const headers = (bytes: number) => new Headers({ 'content-length': String(bytes) })
const target = (ticket: string) => `${uploadPath}?ticket=${encodeURIComponent(ticket)}`

describe('a large body [N-05]', () => {
  it('comes in at the upload with a ticket of ours, up to its own limit', () => {
    const ticket = newUploadTicket()
    expect(bodyRefusal(headers(maxUploadBytes), target(ticket))).toBeNull()
    expect(bodyRefusal(headers(maxUploadBytes + 1), target(ticket))).toBe(413)
    expect(bodyRefusal(headers(2 * 2 ** 30), target(ticket))).toBe(413)
  })

  it('has ten minutes to arrive, which no other address gives', () => {
    const minute = 60_000
    const ticket = newUploadTicket()
    expect(arrivalMs(target(ticket))).toBe(10 * minute)
    for (const where of ['/', uploadPath, target(''), target(`${ticket}x`), `/start?ticket=${ticket}`])
      expect(arrivalMs(where)).toBe(minute / 2)
  })

  it('stays outside without a ticket, with a made-up or an old one, and at every other address', () => {
    const ticket = newUploadTicket()
    const large = headers(maxBodyBytes + 1)
    for (const where of ['/', uploadPath, target(''), target(`${ticket}x`), `/start?ticket=${ticket}`])
      expect(bodyRefusal(large, where)).toBe(413)
    moveClock(2 * 60 * 60 * 1000)
    expect(isUploadTicket(ticket)).toBe(false)
    // Behind the door it may be as much older as its file took to arrive.
    expect(isUploadTicket(ticket, longestArrivalMs)).toBe(true)
    moveClock(longestArrivalMs)
    expect(isUploadTicket(ticket, longestArrivalMs)).toBe(false)
    expect(bodyRefusal(large, target(ticket))).toBe(413)
  })

  it('that does not say how long it is stays outside with any ticket', () => {
    expect(bodyRefusal(new Headers({ 'transfer-encoding': 'chunked' }), target(newUploadTicket()))).toBe(411)
  })
})
