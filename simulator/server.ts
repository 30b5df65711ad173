/**
 * A stand-in for Sandbox and DigiLocker, for demonstration and tests. Run it as a process (`node simulator/server.ts`)
 * or start it inside a test with `startSimulator`. It never talks to anyone; others talk to it.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { gatewayMessage, sendAnswer } from './answer.ts'
import { createControl } from './control.ts'
import { controlPrefix, serveControl } from './control-door.ts'
import { openDoor } from './door.ts'
import { defaultKeys, readOptions, reasonToRefuse, type SimulatorOptions } from './options.ts'
import { servePage } from './pages.ts'
import { createWorld } from './world.ts'

const maxBodyBytes = 64 * 1024

/** Null when it is longer than anything a caller of this API has to say. */
const readBody = async (req: IncomingMessage): Promise<string | null> => {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of req) {
    length += chunk.length
    if (length > maxBodyBytes) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

/** Starts a simulator; resolves when it listens. @throws Error when it must not run here. */
export const startSimulator = async (options: SimulatorOptions = {}) => {
  const keys = options.keys ?? defaultKeys
  const refusal = reasonToRefuse(process.env, keys)
  if (refusal) throw new Error(refusal)
  const world = createWorld(keys, options.settings ?? {})
  const host = options.host ?? '127.0.0.1'
  const scheme = options.tls ? 'https' : 'http'

  const serve = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    // The address we hand out is the one we were reached at, so that it matches the caller's idea of our origin.
    const origin = `${scheme}://${req.headers.host ?? host}`
    if (!URL.canParse(req.url ?? '/', origin)) return void res.writeHead(400).end()
    const url = new URL(req.url ?? '/', origin)
    const body = await readBody(req)
    if (body === null)
      return void sendAnswer(res, { ...gatewayMessage(413, 'Request Too Long'), headers: { connection: 'close' } }, '')
    if (url.pathname.startsWith(controlPrefix)) return serveControl(control, req, res, url, body)
    const page = { method: req.method ?? 'GET', url, text: body, sender: req.headers.origin }
    if (await servePage(world, page, res)) return
    await openDoor(world, req, res, { path: url.pathname, text: body, origin })
  }

  const listener = (req: IncomingMessage, res: ServerResponse): void => {
    serve(req, res).catch((cause: unknown) => {
      res.destroy()
      // A client that hung up or a simulator that stops is no fault of ours.
      if (!req.destroyed && !world.stopping.signal.aborted) console.error('simulator:', cause)
    })
  }
  const server = options.tls ? createTlsServer(options.tls, listener) : createServer(listener)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, host, resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const origin = `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`
  const control = createControl(world, origin)

  /** Cuts every connection; a test or a Ctrl-C does not wait. */
  const close = async (): Promise<void> => {
    world.stopping.abort()
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeAllConnections()
    await closed
  }
  return { origin, port, control, keys, close, [Symbol.asyncDispose]: close }
}

export type Simulator = Awaited<ReturnType<typeof startSimulator>>

/** EX_CONFIG: the caller set something that cannot work, and trying again will not help. */
const exitConfig = 78

const main = async (): Promise<void> => {
  const simulator = await startSimulator(readOptions(process.argv.slice(2), process.env))
  console.log(JSON.stringify({ event: 'listening', port: simulator.port, origin: simulator.origin }))
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void simulator.close().then(() => process.exit(0)))
  }
}

if (import.meta.main) {
  await main().catch((cause: unknown) => {
    console.error(cause instanceof Error ? cause.message : cause)
    process.exitCode = exitConfig
  })
}
