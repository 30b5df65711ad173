import { createServer } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { limitArrival } from './arrival'

/** What a sender of ten bytes, one every 30 ms, gets from a server that waits this long, and what it takes from them. */
const slowlyTo = async (withinMs: number): Promise<{ received: string; taken: boolean }> => {
  let taken = false
  const server = createServer((request, response) => {
    limitArrival(request, response, withinMs)
    request.on('error', () => undefined)
    request.resume().on('end', () => {
      taken = true
      response.end('whole')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  // A sender who means harm does not hang up because the server has.
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  let received = ''
  socket.on('data', (chunk) => {
    received += chunk.toString()
  })
  const closed = new Promise((resolve) => socket.on('close', resolve))
  socket.on('error', () => socket.destroy())
  socket.write('POST / HTTP/1.1\r\nHost: ours\r\nConnection: close\r\nContent-Length: 10\r\n\r\n')
  for (let sent = 0; sent < 10 && !socket.destroyed; sent += 1) {
    await sleep(30)
    if (socket.writable) socket.write('x')
  }
  socket.end()
  await closed
  server.close()
  return { received, taken }
}

it('cuts off a body that does not arrive in its time [N-13]', async () => {
  const cut = await slowlyTo(100)
  expect(cut.received).toMatch(/^HTTP\/1\.1 408 /)
  expect(cut.taken).toBe(false)
})

it('takes a body that comes slowly within its time whole [N-05]', async () => {
  expect((await slowlyTo(60_000)).received).toMatch(/^HTTP\/1\.1 200 [\s\S]*whole/)
})

it('asks nothing of a request without a body, whose answer may take its time', async () => {
  const server = createServer((request, response) => {
    limitArrival(request, response, 20)
    setTimeout(() => response.end('late'), 100)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('late')
  server.close()
})
