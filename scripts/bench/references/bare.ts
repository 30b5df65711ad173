/** Reference (a): the least a start can cost on Node. A bare handler, a token kept in memory, undici, prepared inserts. */
import { createServer, type IncomingMessage } from 'node:http'
import { Pool } from 'undici'
import { initBody, initPath, settings } from './init-body.ts'
import { insertAnswer, insertStart, openDatabase, prepared } from './inserts.ts'

const { port, baseUrl, key, secret } = settings()
const database = await openDatabase()
const provider = new Pool(baseUrl, { connections: 64 })

type TokenAnswer = { data: { access_token: string } }
type InitAnswer = { data: { session_id: string; authorization_url: string } }
/** Guarantee: none; a reference believes its provider, as a sketch would. */
const believe = <T>(value: unknown): T => value as T

const authenticate = async (): Promise<string> => {
  const headers = { 'x-api-key': key, 'x-api-secret': secret }
  const { body } = await provider.request({ method: 'POST', path: '/authenticate', headers })
  return believe<TokenAnswer>(await body.json()).data.access_token
}
const token = await authenticate()

const readBody = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts).toString()
}

const start = async (form: string): Promise<string> => {
  const doc_types = new URLSearchParams(form).getAll('doc_types')
  const started = await insertStart(database, prepared, doc_types)
  const sentAt = performance.now()
  const { body } = await provider.request({
    method: 'POST',
    path: initPath,
    headers: { authorization: token, 'x-api-key': key, 'content-type': 'application/json' },
    body: JSON.stringify(initBody(started, doc_types)),
  })
  const { data } = believe<InitAnswer>(await body.json())
  await insertAnswer(database, prepared, started, { ...data, ms: performance.now() - sentAt })
  return data.authorization_url
}

createServer(async (request, response) => {
  if (request.method !== 'POST') return void response.end('ok')
  try {
    response.writeHead(303, { location: await start(await readBody(request)) }).end()
  } catch (error) {
    console.error(error)
    response.writeHead(500).end()
  }
}).listen(port, '127.0.0.1')
