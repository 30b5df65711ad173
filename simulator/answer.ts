/** Answers in the vendor's envelope, with the headers its gateway was seen to send. */
import { randomBytes, randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'

export type Answer = { status: number; body: Record<string, unknown>; headers?: Readonly<Record<string, string>> }

export const success = (now: number, data: Record<string, unknown>): Answer => ({
  status: 200,
  body: { code: 200, timestamp: now, data, transaction_id: randomUUID() },
})

/** HTTP status equals `code`, also for this vendor's own 521 and 523. */
export const refusal = (now: number, status: number, message: string): Answer => ({
  status,
  body: { code: status, timestamp: now, message, transaction_id: randomUUID() },
})

/** What the gateway in front of the vendor says by itself: no envelope. */
export const gatewayMessage = (status: number, message: string): Answer => ({ status, body: { message } })

/** Headers for an answer; the request id equals the transaction id where there is one. */
export const headersOf = ({ body, headers }: Answer): Record<string, string> => ({
  'content-type': 'application/json',
  'x-amzn-RequestId': typeof body.transaction_id === 'string' ? body.transaction_id : randomUUID(),
  'x-amz-apigw-id': randomBytes(11).toString('base64'),
  'X-Amzn-Trace-Id': `Root=1-${randomBytes(4).toString('hex')}-${randomBytes(12).toString('hex')}`,
  ...headers,
})

/** Sends the answer, gzipped for a client that takes it, as the captured answers were. */
export const sendAnswer = (res: ServerResponse, answer: Answer, acceptEncoding: string | undefined): void => {
  const text = Buffer.from(JSON.stringify(answer.body))
  const packed = acceptEncoding?.includes('gzip') ? gzipSync(text) : null
  const body = packed ?? text
  res.writeHead(answer.status, {
    ...headersOf(answer),
    'content-length': String(body.length),
    ...(packed ? { 'content-encoding': 'gzip' } : {}),
  })
  res.end(body)
}
