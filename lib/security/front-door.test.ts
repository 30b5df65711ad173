import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { clientPrefix } from './client-address'
import { closeFrontDoor, isDraining, openFrontDoor, plainTarget, startDraining } from './front-door'

/** What a page would see of a request, as Next hands it on. */
const seen = (request: IncomingMessage) => {
  const { host, cookie, ...rest } = request.headers
  const get = (name: string): string | null => String(request.headers[name] ?? '') || null
  return {
    url: request.url,
    host,
    cookie,
    forwarded: rest['x-forwarded-for'],
    claimed: rest['x-forwarded-host'],
    prefix: clientPrefix({ get }),
  }
}

const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  if (request.url === '/slow') await sleep(400)
  if (request.url === '/broken') {
    response.setHeader('Set-Cookie', ['session=renewed; Path=/; HttpOnly', 'binder=b; Path=/'])
    response.setHeader('Link', '</style.css>; rel=preload; as=style')
    response.setHeader('ETag', '"thrown away"')
    response.writeHead(500, { 'Content-Length': '0' })
    response.end()
    return
  }
  response.setHeader('Vary', 'rsc')
  response.setHeader('X-Method', request.method ?? '')
  const redirect = /^\/moved\/(\d{3})/.exec(request.url ?? '')?.[1]
  if (redirect && request.url?.endsWith('/said')) response.writeHead(Number(redirect), { Location: '/' })
  else if (redirect) response.statusCode = Number(redirect)
  response.end(JSON.stringify(seen(request)))
}

let server: Server
let port = 0

beforeAll(async () => {
  openFrontDoor(false, 'http://ours')
  server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  port = typeof address === 'object' && address !== null ? address.port : 0
})
afterAll(() => server.close())

/** Sends raw bytes, because a client library would not send what an attacker does. */
const send = (text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let received = ''
    socket.on('data', (chunk) => {
      received += chunk.toString()
    })
    socket.on('close', () => resolve(received))
    socket.on('error', reject)
    socket.end(text)
  })
const bodyOf = (text: string): unknown => JSON.parse(text.slice(text.indexOf('\r\n\r\n') + 4))
const get = (target: string, headers = ''): Promise<string> =>
  send(`GET ${target} HTTP/1.1\r\nHost: ours\r\n${headers}Connection: close\r\n\r\n`)

describe('the front door', () => {
  it("puts the socket's address in place of what the sender forwarded [R-27, N-09]", async () => {
    const forged = 'X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Host: evil\r\nX-Client-Address: x 7.7.7.7\r\n'
    expect(bodyOf(await get('/', forged))).toEqual({
      url: '/',
      host: 'ours',
      forwarded: '127.0.0.1',
      prefix: '127.0.0.0/24',
    })
  })

  it('shows the host of an absolute target and both of two hosts to the host check [F-41]', async () => {
    expect(bodyOf(await get('http://evil.example/x?y'))).toMatchObject({ url: '/x?y', host: 'evil.example' })
    expect(bodyOf(await get('/', 'Host: evil.example\r\n'))).toMatchObject({ host: 'ours,evil.example' })
  })

  it('says that answers depend on the cookie, also when something else says more [N-12]', async () => {
    expect(await get('/')).toMatch(/\r\nVary: Cookie, rsc\r\n/i)
  })

  it('waits for no body that is too large or does not say its length [N-05, F-39]', async () => {
    const head = 'POST / HTTP/1.1\r\nHost: ours\r\n'
    for (const length of ['Content-Length: 65537', 'Content-Length: 10737418240', 'Transfer-Encoding: chunked'])
      expect(await send(`${head}${length}\r\n\r\n`)).toMatch(
        /^HTTP\/1\.1 200[\s\S]*X-Method: GET[\s\S]*Connection: close/,
      )
    expect(await send(`${head}Content-Length: 1\r\nConnection: close\r\n\r\na`)).toMatch(/X-Method: POST/)
  })

  it('takes what still comes of a body that is too large, so that a browser gets to read the answer [N-05]', async () => {
    // As a browser does: it sends all it has, whatever has come back meanwhile.
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
    const errors: Error[] = []
    let received = ''
    socket.on('error', (error) => errors.push(error))
    socket.on('data', (chunk) => {
      received += chunk.toString()
    })
    socket.write('POST / HTTP/1.1\r\nHost: ours\r\nContent-Length: 20000000\r\n\r\n')
    for (let sent = 0; sent < 20; sent += 1) {
      await sleep(20)
      socket.write(Buffer.alloc(1_000_000))
    }
    await sleep(50)
    expect(errors).toEqual([])
    expect(received).toMatch(/^HTTP\/1\.1 200/)
    socket.destroy()
  })

  it('tells a person whose form met a fault so, and leads back to its page by path alone [P9]', async () => {
    const form = 'POST /broken HTTP/1.1\r\nHost: ours\r\nConnection: close\r\nContent-Length: 0\r\n'
    const browser = 'Accept: text/html,*/*\r\nReferer: http://ours/admin/templates?find=secret\r\n'
    const page = await send(`${form}${browser}\r\n`)
    expect(page).toMatch(/^HTTP\/1\.1 500[\s\S]*<h1>That did not work, and the fault is ours<\/h1>/)
    expect(page).toContain('<a href="/admin/templates">Go back</a>')
    expect(page).not.toContain('secret')
    const elsewhere = await send(`${form}Accept: text/html\r\nReferer: https://evil.example/x\r\n\r\n`)
    expect(elsewhere).toContain('<a href="/">Go back</a>')
    for (const script of ['Accept: */*\r\n', `${browser}Next-Action: x\r\n`, `${browser}RSC: 1\r\n`])
      expect(await send(`${form}${script}\r\n`)).not.toContain('<h1>')
  })

  it('keeps the cookies of a form that met a fault, so that whose sign-in was renewed stays in, and drops the rest of its body [A-03]', async () => {
    const form = 'POST /broken HTTP/1.1\r\nHost: ours\r\nConnection: close\r\nContent-Length: 0\r\n'
    const page = await send(`${form}Accept: text/html\r\n\r\n`)
    expect(page).toContain('<h1>')
    expect(page).toMatch(/\r\nSet-Cookie: session=renewed; Path=\/; HttpOnly\r\nSet-Cookie: binder=b; Path=\/\r\n/i)
    expect(page).not.toMatch(/\r\n(Link|ETag|Content-Length):/i)
  })

  it('sets the time limits of the server it meets [N-13]', async () => {
    await get('/')
    expect(server).toMatchObject({ headersTimeout: 10_000, requestTimeout: 600_000, keepAliveTimeout: 65_000 })
  })

  it('gives the body of a form half a minute [N-13]', async () => {
    const timers = vi.spyOn(globalThis, 'setTimeout')
    await send('POST / HTTP/1.1\r\nHost: ours\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx')
    expect(timers.mock.calls.map(([, ms]) => ms)).toContain(30_000)
    timers.mockRestore()
  })

  it('answers within a second while 200 senders have begun and not finished [N-13]', async () => {
    const open = Array.from({ length: 200 }, (): Socket => {
      const socket = connect(port, '127.0.0.1')
      socket.on('error', () => socket.destroy())
      socket.write('GET / HTTP/1.1\r\nHost: ours\r\nX-Slow: ')
      return socket
    })
    await sleep(100)
    const started = performance.now()
    await get('/')
    expect(performance.now() - started).toBeLessThan(1_000)
    for (const socket of open) socket.destroy()
  })
})

describe('a request target', () => {
  const table: ReadonlyArray<readonly [string, string]> = [
    ['/', '/'],
    ['/start', '/start'],
    ['/start/', '/start'],
    ['//evil.example/x', '/evil.example/x'],
    ['/\\evil.example', '/evil.example'],
    ['///', '/'],
    ['/a//b/?next=//evil.example/', '/a/b?next=//evil.example/'],
    ['/?q=a//b/', '/?q=a//b/'],
    ['http://evil.example', '/'],
    ['http://evil.example?x', '/?x'],
    ['/callback/http://x', '/callback/http:/x'],
  ]
  for (const [given, plain] of table)
    it(`"${given}" is answered as "${plain}" and not by a redirect [R-09, R-23]`, () => {
      expect(plainTarget(given).target).toBe(plain)
    })
})

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])(
    '%d after a post makes the browser fetch the next page by GET [R-09]',
    async (status) => {
      for (const path of [`/moved/${status}`, `/moved/${status}/said`]) {
        const post = `POST ${path} HTTP/1.1\r\nHost: ours\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`
        expect(await send(post)).toMatch(/^HTTP\/1\.1 303 /)
        expect(await get(path)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
      }
    },
  )
})

describe('a door that closes', () => {
  it('finishes the request under way, ends its connection, and takes no new one [F-26]', async () => {
    expect(isDraining()).toBe(false)
    const early = connect(port, '127.0.0.1')
    early.write('GET /slow HTTP/1.1\r\nHost: ours\r\n\r\n')
    const received = new Promise<string>((resolve) => {
      let text = ''
      early.on('data', (chunk) => {
        text += chunk.toString()
      })
      early.on('close', () => resolve(text))
    })
    await sleep(100)
    startDraining()
    expect(await get('/')).toMatch(/Connection: close/i)
    const closed = closeFrontDoor()
    await expect(get('/')).rejects.toThrow(/ECONNREFUSED/)
    expect(await received).toMatch(/^HTTP\/1\.1 200/)
    await closed
    expect(isDraining()).toBe(true)
  })
})
