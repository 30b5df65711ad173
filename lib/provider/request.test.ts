import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { selfSigned } from '../../scripts/self-signed.ts'
import { startSimulator } from '../../simulator/server.ts'
import { closeHttpPools } from './http-pool'
import { sendCall } from './request'
import { failureOf } from './testing'
import { httpAnswer, rawServer } from './testing-servers'

afterAll(() => closeHttpPools())

const callTo = (baseUrl: string, endsAt?: number) =>
  sendCall({ baseUrl, method: 'GET', path: '/shown', target: '/asked', headers: {}, ...(endsAt ? { endsAt } : {}) })

/** Asks a server that answers every request in this one way. */
const answerTo = async (bytes: Buffer) => {
  const server = await rawServer((socket) => socket.write(bytes))
  try {
    return await callTo(server.origin)
  } finally {
    await server.close()
  }
}

test.concurrent('gives up on headers after 8 seconds and on a body that drips after 10 [F-07]', async () => {
  const silent = await rawServer(() => undefined)
  const dripping = await rawServer((socket) => {
    socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n')
    const timer = setInterval(() => socket.write(' '), 1_000)
    socket.on('close', () => clearInterval(timer))
  })
  const [late, drip] = await Promise.all([failureOf(callTo(silent.origin)), failureOf(callTo(dripping.origin))])
  await Promise.all([silent.close(), dripping.close()])
  expect([late.kind, late.sent, drip.kind, drip.sent]).toEqual(['timeout', true, 'timeout', true])
  expect(late.exchange?.duration_ms).toSatisfy((ms: number) => ms > 7_900 && ms < 9_000)
  expect(drip.exchange?.duration_ms).toSatisfy((ms: number) => ms > 9_900 && ms < 11_000)
})

test.concurrent('keeps to an earlier end that a group of tries was given [F-07]', async () => {
  const silent = await rawServer(() => undefined)
  const error = await failureOf(callTo(silent.origin, performance.now() + 300))
  await silent.close()
  expect(error.kind).toBe('timeout')
  expect(error.exchange?.duration_ms).toBeLessThan(1_000)
})

test.each([
  ['closes without a word', (): Buffer | null => null],
  ['closes within the headers', () => Buffer.from('HTTP/1.1 200 OK\r\ncontent-ty')],
  ['closes within the body', () => httpAnswer(200, '{"data":', { 'content-length': '400' })],
  ['speaks something else', () => Buffer.from('SSH-2.0-OpenSSH_9.6\r\n')],
])('calls it a broken connection when the server %s [F-08]', async (_, bytes) => {
  const server = await rawServer((socket) => {
    const text = bytes()
    if (text) socket.write(text, () => socket.resetAndDestroy())
    else socket.resetAndDestroy()
  })
  const error = await failureOf(callTo(server.origin))
  await server.close()
  expect([error.kind, error.sent]).toEqual(['connection', true])
  expect(error.exchange).toMatchObject({ method: 'GET', path: '/shown', http_status: null })
})

test('knows that nothing was sent when nobody listens or the name does not exist [F-17]', async () => {
  const server = await rawServer(() => undefined)
  await server.close()
  const refused = await failureOf(callTo(server.origin))
  const nameless = await failureOf(callTo('https://no-such-host.invalid'))
  expect([refused.kind, refused.sent]).toEqual(['connection', false])
  expect([nameless.kind, nameless.sent]).toEqual(['connection', false])
})

test('sends nothing to a host whose certificate nobody vouches for, and never tries http [F-17]', async () => {
  const simulator = await startSimulator({ tls: selfSigned() })
  const error = await failureOf(callTo(simulator.origin))
  const calls = simulator.control.calls()
  await simulator.close()
  expect([error.kind, error.sent, calls.length]).toEqual(['connection', false, 0])
  expect(error.cause).toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
})

test('does not follow a redirect, which would carry our key elsewhere', async () => {
  const answer = await answerTo(httpAnswer(302, '{}', { location: 'http://127.0.0.1:1/' }))
  expect(answer.exchange.http_status).toBe(302)
})

test('reads no more than 256 KB, also after unpacking [F-09]', async () => {
  const big = JSON.stringify({ data: 'x'.repeat(300_000) })
  const plain = await answerTo(httpAnswer(200, big))
  const packed = await answerTo(httpAnswer(200, gzipSync(big), { 'content-encoding': 'gzip' }))
  expect([plain.json, packed.json]).toEqual([undefined, undefined])
  expect(plain.problem).toContain('larger than 256 KB')
  expect(packed.problem).toContain('cannot be unpacked')
})

test('unpacks a gzip answer, names an unknown packing and a broken one [F-09]', async () => {
  const good = await answerTo(httpAnswer(200, gzipSync('{"message":"hello"}'), { 'content-encoding': 'gzip' }))
  const unknown = await answerTo(httpAnswer(200, '{}', { 'content-encoding': 'constructor' }))
  const broken = await answerTo(httpAnswer(200, '{}', { 'content-encoding': 'gzip' }))
  expect(good.message).toBe('hello')
  expect([unknown.problem, broken.problem].every((problem) => problem?.includes('cannot be unpacked'))).toBe(true)
})

test('takes the id of a call from body or gateway header, and only when it is a plain id [G-06]', async () => {
  const idOf = async (body: string, headers = {}) =>
    (await answerTo(httpAnswer(500, body, headers))).exchange.transaction_id
  expect(await idOf('{"transaction_id":"a-1"}')).toBe('a-1')
  expect(await idOf('{}', { 'x-amzn-requestid': 'b-2' })).toBe('b-2')
  expect(await idOf('{"transaction_id":"x\\ny"}')).toBeNull()
})

test('reads Retry-After in seconds or as a date, within ten minutes, and makes nothing of prose [F-03]', async () => {
  const read = async (value: string) =>
    (await answerTo(httpAnswer(429, '{}', { 'retry-after': value }))).retryAfterSeconds
  expect([await read('7'), await read('0'), await read('999999'), await read('soon')]).toEqual([7, 1, 600, null])
  expect([29, 30, 31]).toContain(await read(new Date(Date.now() + 30_000).toUTCString()))
})
