import 'server-only'
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'
import { maxAnswerBytes } from './http-pool'

const unpackers = { gzip: promisify(gunzip), deflate: promisify(inflate), br: promisify(brotliDecompress) } as const

const isPacked = (coding: string): coding is keyof typeof unpackers => Object.hasOwn(unpackers, coding)

export type HeaderValues = Readonly<Record<string, string | string[] | undefined>>

/** One header; of a repeated one the first. */
export const headerOf = (headers: HeaderValues, name: string): string | undefined => {
  const value = headers[name]
  return Array.isArray(value) ? value[0] : value
}

/** The body as sent before compression, never more than 256 KB of it. @throws when larger, or not what it claims. */
export const unpack = async (body: Buffer, headers: HeaderValues): Promise<Buffer> => {
  const coding = (headerOf(headers, 'content-encoding') ?? 'identity').trim().toLowerCase()
  if (coding === 'identity' || coding === '') return body
  if (!isPacked(coding)) throw new Error('content-encoding is not one we can read')
  return unpackers[coding](body, { maxOutputLength: maxAnswerBytes })
}

/** Tells two bad answers apart in the log without keeping a byte of them (F-09). */
export const bodyHash = (body: Buffer): string =>
  createHash('sha256').update(body.subarray(0, 200)).digest('hex').slice(0, 16)

/** True for `application/json` and its `+json` relatives, whatever parameters follow. */
export const saysJson = (headers: HeaderValues): boolean => {
  const type = (headerOf(headers, 'content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  return type === 'application/json' || (type.startsWith('application/') && type.endsWith('+json'))
}

const longestWaitSeconds = 600

/** `Retry-After` in seconds or as a date, at most ten minutes; null when absent or unreadable. */
export const retryAfterSeconds = (headers: HeaderValues, nowMs: number): number | null => {
  const text = headerOf(headers, 'retry-after')?.trim()
  if (!text) return null
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - nowMs) / 1_000)
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 1), longestWaitSeconds) : null
}
