/** Carries out a fault on an answer that was right until now. */
import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Answer, headersOf, sendAnswer } from './answer.ts'
import type { BrokenBody, Fault } from './faults.ts'

const html =
  '<!doctype html><html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>'
const depth = 20_000
const hugeBytes = 10 * 1024 * 1024

type Raw = { status: number; type?: string; body: string; claimed?: number }

const dataOf = (answer: Answer): Record<string, unknown> => ({ ...Object(answer.body.data) })

const nonsense = (data: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.keys(data).map((name, index) => [name, index % 2 === 0 ? 42 : { unexpected: true }]))

const writers: Record<BrokenBody, (answer: Answer, text: string) => Raw> = {
  truncated: ({ status }, text) => ({ status, body: text.slice(0, Math.floor(text.length / 2)) }),
  wrong_length: ({ status }, text) => ({ status, body: text, claimed: Buffer.byteLength(text) + 100 }),
  html: () => ({ status: 502, type: 'text/html', body: html }),
  not_json: ({ status }) => ({ status, body: 'upstream connect error' }),
  empty: ({ status }) => ({ status, body: '' }),
  wrong_content_type: ({ status }, text) => ({ status, type: 'text/plain', body: text }),
  code_500: (answer) => ({
    status: 200,
    body: JSON.stringify({ ...answer.body, code: 500, message: 'Internal error' }),
  }),
  missing_fields: ({ status, body: { code, timestamp, transaction_id } }) => ({
    status,
    body: JSON.stringify({ code, timestamp, transaction_id, data: {} }),
  }),
  wrong_types: (answer) => ({
    status: answer.status,
    body: JSON.stringify({ ...answer.body, access_token: 42, data: nonsense(dataOf(answer)) }),
  }),
  huge: (answer) => ({
    status: answer.status,
    body: JSON.stringify({ ...answer.body, padding: 'x'.repeat(hugeBytes) }),
  }),
  deep: ({ status }, text) => ({
    status,
    body: `${text.slice(0, -1)},"deep":${'['.repeat(depth)}${']'.repeat(depth)}}`,
  }),
  bom: ({ status }, text) => ({ status, body: `\uFEFF${text}` }),
  proto: ({ status }, text) => ({
    status,
    body: `${text.slice(0, -1)},"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}}}`,
  }),
  duplicate_keys: ({ status }, text) => ({ status, body: `{"data":{"status":"failed"},${text.slice(1)}` }),
}

const drip = async (res: ServerResponse, text: string, intervalMs: number, signal: AbortSignal): Promise<void> => {
  for (const byte of Buffer.from(text)) {
    if (res.destroyed) return
    res.write(Buffer.from([byte]))
    await sleep(intervalMs, undefined, { signal })
  }
  res.end()
}

const patched = (answer: Answer, set: Record<string, unknown>, drop: readonly string[]): Answer => {
  const kept = Object.entries(dataOf(answer)).filter(([name]) => !drop.includes(name))
  return { ...answer, body: { ...answer.body, data: { ...Object.fromEntries(kept), ...set } } }
}

/** Sends the answer as the fault has it. `error`, `redirect` and an early `reset` were dealt with before. */
export const spoil = async (
  res: ServerResponse,
  answer: Answer,
  fault: Fault,
  signal: AbortSignal,
  acceptEncoding?: string,
): Promise<void> => {
  const text = JSON.stringify(answer.body)
  const headers = headersOf(answer)
  if (fault.kind === 'slow') {
    await sleep(fault.ms, undefined, { signal })
    sendAnswer(res, answer, acceptEncoding)
  } else if (fault.kind === 'drip') {
    res.writeHead(answer.status, { ...headers, 'content-length': String(Buffer.byteLength(text)) })
    await drip(res, text, fault.intervalMs, signal)
  } else if (fault.kind === 'patch') {
    sendAnswer(res, patched(answer, fault.set, fault.drop), acceptEncoding)
  } else if (fault.kind === 'body') {
    const raw = writers[fault.shape](answer, text)
    const length = String(raw.claimed ?? Buffer.byteLength(raw.body))
    res.writeHead(fault.status ?? raw.status, {
      ...headers,
      'content-length': length,
      'content-type': raw.type ?? headers['content-type'] ?? 'application/json',
    })
    // A body shorter than announced can only be told by the end of the connection.
    if (raw.claimed === undefined) res.end(raw.body)
    else res.write(raw.body, () => res.socket?.end())
  } else if (fault.kind === 'reset' && fault.when === 'mid_body') {
    res.writeHead(answer.status, { ...headers, 'content-length': String(Buffer.byteLength(text)) })
    res.write(text.slice(0, 20), () => res.socket?.resetAndDestroy())
  } else {
    res.socket?.resetAndDestroy()
  }
}
