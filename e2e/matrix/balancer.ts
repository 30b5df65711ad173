import { once } from 'node:events'
import { Agent, createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

/*
 * A balancer as people put before two instances: in turns, to those whose /readyz answers. It asks another process only
 * when a connection could not be made, which is the one case where nothing can have been done.
 */

const lookEveryMs = 500

const isReady = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/readyz`).then(
    async (answer) => {
      await answer.arrayBuffer()
      return answer.ok
    },
    () => false,
  )

export type Balancer = { port: number; ports: Set<number>; close(): Promise<void> }

/** Starts it on a free port; `ports` may change while it runs. */
export const startBalancer = async (first: readonly number[]): Promise<Balancer> => {
  const ports = new Set(first)
  let ready = [...first]
  let turn = 0
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })

  const pass = (incoming: IncomingMessage, response: ServerResponse, body: Buffer, left: number): void => {
    turn += 1
    const port = ready[turn % Math.max(1, ready.length)] ?? 0
    const onward = request({
      port,
      host: '127.0.0.1',
      path: incoming.url,
      method: incoming.method,
      headers: incoming.headers,
      agent,
    })
    onward.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', (error) => {
      const refused = 'code' in error && error.code === 'ECONNREFUSED'
      if (refused && left > 0) pass(incoming, response, body, left - 1)
      else response.writeHead(502).end()
    })
    onward.end(body)
  }

  const server: Server = createServer(async (incoming, response) => {
    const parts: Buffer[] = []
    for await (const part of incoming) parts.push(part)
    pass(incoming, response, Buffer.concat(parts), 2)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  let open = true
  const looking = (async () => {
    while (open) {
      const all = [...ports]
      const answers = await Promise.all(all.map(isReady))
      ready = all.filter((_, index) => answers[index])
      await pause(lookEveryMs)
    }
  })()

  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    ports,
    close: async () => {
      open = false
      await looking
      agent.destroy()
      server.close()
    },
  }
}
