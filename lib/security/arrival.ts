import 'server-only'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { uploadRoom } from './upload-ticket'

/** A form has this long to arrive, over a slow phone too (N-13). */
const formMs = 30_000

/** A file of people has longer: 10 MB over a line of 20 kB/s. */
const uploadMs = 10 * 60_000

/** Node's own limit is one for all requests, so it stands at the longest of ours. */
export const longestArrivalMs = uploadMs

/** How long a request may take until the last of its body is here. @param target path and query */
export const arrivalMs = (target: string): number => (uploadRoom(target) === null ? formMs : uploadMs)

const hasBody = ({ headers }: IncomingMessage): boolean =>
  Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined

/** Cuts off a sender whose body is not here by then, as Node does: told so where nothing was said yet, and gone. */
export const limitArrival = (request: IncomingMessage, response: ServerResponse, withinMs: number): void => {
  if (!hasBody(request)) return
  const timer = setTimeout(() => {
    if (request.complete) return
    if (!response.headersSent) request.socket.write('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n')
    // Only closing our half would leave the sender's open for as long as they like.
    request.socket.destroySoon()
  }, withinMs)
  request.once('close', () => clearTimeout(timer))
}
