import 'server-only'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

export type RawServer = { origin: string; requests: string[]; close: () => Promise<void> }

/** A server below HTTP: `answer` gets the socket and the request text, and may do to both what no HTTP server would. */
export const rawServer = async (answer: (socket: Socket, request: string) => void): Promise<RawServer> => {
  const sockets = new Set<Socket>()
  const requests: string[] = []
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    // The client hangs up in the middle of most of these answers; that is the point of them.
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      const request = chunk.toString('latin1')
      requests.push(request)
      answer(socket, request)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const close = async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
    await once(server, 'close')
  }
  return { origin: `http://127.0.0.1:${port}`, requests, close }
}

/** An HTTP/1.1 answer as bytes; JSON with a right `content-length` unless the headers say otherwise. */
export const httpAnswer = (status: number, body: string | Buffer, headers: Record<string, string> = {}): Buffer => {
  const bytes = Buffer.from(body)
  const all = { 'content-type': 'application/json', 'content-length': String(bytes.length), ...headers }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} X\r\n${lines.join('')}\r\n`), bytes])
}
