import 'server-only'
import type { ServerResponse } from 'node:http'

/** The answer's own way out, past whoever listens for what Next says. */
export type Sender = Pick<ServerResponse, 'writeHead' | 'end'>

const lastCallback = (args: readonly unknown[]): void => {
  const heard = args.at(-1)
  if (typeof heard === 'function') process.nextTick(heard)
}

/** Whether Next is about to give a document, as far as it has said so. */
export const isDocument = (response: ServerResponse): boolean =>
  String(response.getHeader('content-type') ?? '').startsWith('text/html')

/**
 * Gives another answer in place of the one Next begins.
 * @param replace looks at the status before the first byte leaves, and answers through the sender if it returns true;
 *   nothing of Next's own answer leaves then
 */
export const replaceAnswer = (response: ServerResponse, replace: (status: number, sender: Sender) => boolean): void => {
  const sender = { writeHead: response.writeHead.bind(response), end: response.end.bind(response) }
  const write = response.write.bind(response)
  let replaced = false
  const replaces = (status: number): boolean => {
    if (!replaced && !response.headersSent) replaced = replace(status, sender)
    return replaced
  }
  response.writeHead = (status: number, ...rest: never[]) =>
    replaces(status) ? response : sender.writeHead(status, ...rest)
  response.write = (...args: [chunk: unknown, ...rest: never[]]) => {
    if (!replaces(response.statusCode)) return write(...args)
    lastCallback(args)
    return true
  }
  response.end = (...args: never[]) => {
    if (!replaces(response.statusCode)) return sender.end(...args)
    return response
  }
}
