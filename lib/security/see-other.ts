import 'server-only'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { startPath } from '@/lib/paths'

/** A 304 sends nobody anywhere. */
const isRedirect = (status: number): boolean => status > 300 && status < 309 && status !== 304

/** Where today's form is, for one that was sent from a page opened before an update. */
const updatedPath = (target: string): string =>
  target.split('?')[0] === startPath() ? `${startPath()}?updated=1` : target

/**
 * After a post the next page is always fetched by GET. By itself Next lets the browser repeat a post to a page that
 * redirects, and next-auth answers 302.
 */
export const seeOtherAfterPost = (request: IncomingMessage, response: ServerResponse): void => {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const write = response.writeHead.bind(response)
  const target = request.url ?? startPath()
  // Next answers a form whose action an update has renamed with one bare line, and a browser without scripts would show
  // nothing else (N-06). With scripts the page itself says that it was updated.
  const isOfYesterday = (status: number): boolean =>
    status === 409 && response.hasHeader('x-nextjs-action-not-found') && request.headers['next-action'] === undefined
  // Also called by Node itself, with the status alone, when headers go out by themselves.
  response.writeHead = (status: number, ...rest: never[]) => {
    if (!isOfYesterday(status)) return write(isRedirect(status) ? 303 : status, ...rest)
    response.setHeader('Location', updatedPath(target))
    return write(303, ...rest)
  }
}
