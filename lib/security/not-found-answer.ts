import 'server-only'
import { randomUUID } from 'node:crypto'
import { request as ask, type IncomingMessage, type ServerResponse } from 'node:http'
import { errorFields, log } from '@/lib/log'
import { processState } from '@/lib/process-state'
import { isDocument, replaceAnswer, type Sender } from './replace-answer'

/*
 * A page that calls notFound() is answered by Next with an empty document, which its scripts fill in; whoever has none sees
 * nothing. An address that no page has is answered with the whole page. So this process asks itself for such an address
 * and gives that answer in place of the empty one.
 */

/** Leads to no page; the trip is marked with a word that no sender knows. */
const nowhere = '/nowhere'
const mark = 'x-swikriti-nowhere'
const word = () => processState('nowhere', () => ({ secret: randomUUID() })).secret

/** What belongs to the connection of the trip and not to its answer. */
const hop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'date'])

const giveWhole = (request: IncomingMessage, response: ServerResponse, sender: Sender): void => {
  for (const name of response.getHeaderNames()) response.removeHeader(name)
  const failed = (error: Error): void => {
    log.warn('not_found.unshown', errorFields(error))
    sender.writeHead(404, { 'Content-Type': 'text/plain' })
    sender.end('404\n')
  }
  const { localAddress, localPort } = request.socket
  const { host = '', cookie = '' } = request.headers
  const trip = ask({ host: localAddress, port: localPort, path: nowhere, headers: { host, cookie, [mark]: word() } })
  trip.on('error', failed)
  trip.on('response', (answer) => {
    const parts: Buffer[] = []
    answer.on('data', (part: Buffer) => parts.push(part))
    answer.on('error', failed)
    answer.on('end', () => {
      for (const [name, value] of Object.entries(answer.headers))
        if (value !== undefined && !hop.has(name)) response.setHeader(name, value)
      sender.writeHead(404)
      sender.end(Buffer.concat(parts))
    })
  })
  trip.end()
}

/** Sees to it that a page which is not there says so without scripts too. */
export const sayNotFoundInFull = (request: IncomingMessage, response: ServerResponse): void => {
  if (request.headers[mark] === word()) return
  delete request.headers[mark]
  // What scripts ask for is no document.
  if (request.method !== 'GET' || request.headers.rsc !== undefined) return
  replaceAnswer(response, (status, sender) => {
    if (status !== 404 || !isDocument(response)) return false
    giveWhole(request, response, sender)
    return true
  })
}
