import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { gzipSync } from 'node:zlib'
import { freePort } from '../free-port.ts'

type File = { type: string; packed: Buffer }

const withoutScripts = (html: string): string =>
  html.replace(/<script\b[^>]*>[\s\S]*?<\/script>/g, '').replace(/<link\b[^>]*\bas="script"[^>]*>/g, '')

/** The text, markup and style sheet of a page as static files from a server that does nothing else. */
export const startTwin = async (url: string, cookie: string | undefined): Promise<{ url: string; server: Server }> => {
  const get = async (address: string): Promise<string> =>
    (await fetch(address, { headers: cookie === undefined ? {} : { cookie } })).text()
  const html = await get(url)
  const files = new Map<string, File>()
  const path = new URL(url).pathname
  files.set(path, { type: 'text/html; charset=utf-8', packed: gzipSync(withoutScripts(html)) })
  for (const [, sheet = ''] of html.matchAll(/<link\b[^>]*href="([^"]+\.css[^"]*)"/g))
    files.set(sheet, { type: 'text/css', packed: gzipSync(await get(new URL(sheet, url).href)) })
  const server = createServer((request, response) => {
    const file = files.get(request.url ?? '')
    if (!file) return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': file.type, 'content-encoding': 'gzip' }).end(file.packed)
  })
  const port = await freePort()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return { url: `http://localhost:${port}${path}`, server }
}
