import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readOptions, reasonToRefuse } from './options.ts'
import { startSimulator } from './server.ts'

const file = fileURLToPath(new URL('./server.ts', import.meta.url))

const run = (args: readonly string[], env: Record<string, string> = {}): ChildProcess => {
  const child = spawn(process.execPath, [file, ...args], { env: { NODE_ENV: 'test', PATH: process.env.PATH, ...env } })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

const firstLine = async (child: ChildProcess): Promise<unknown> => {
  for await (const chunk of child.stdout ?? []) return JSON.parse(String(chunk).split('\n')[0] ?? '')
  return null
}

describe('the process', () => {
  it('says on one line where it listens and stops at once on SIGTERM, connections open or not', async () => {
    const child = run(['--port', '0'], { SIMULATOR_API_KEY: 'key_test_x', SIMULATOR_API_SECRET: 'secret_test_x' })
    const line = await firstLine(child)
    expect(line).toEqual({
      event: 'listening',
      port: expect.any(Number),
      origin: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    })
    const { port } = Object(line)
    const headers = { 'x-api-key': 'key_test_x', 'x-api-secret': 'secret_test_x' }
    expect((await fetch(`http://127.0.0.1:${port}/authenticate`, { method: 'POST', headers })).status).toBe(200)
    const held = connect(port, '127.0.0.1').on('error', () => {})
    await once(held, 'connect')
    const asked = performance.now()
    child.kill('SIGTERM')
    const [code] = await once(child, 'exit')
    expect(code).toBe(0)
    expect(performance.now() - asked).toBeLessThan(5_000)
  })

  it('refuses to start in production, with a reason and an exit code of its own', async () => {
    const child = run([], { NODE_ENV: 'production' })
    const said = text(child.stderr ?? process.stdin)
    const [code] = await once(child, 'exit')
    expect(code).toBe(78)
    expect(await said).toBe('NODE_ENV is production; the simulator is for demonstration and tests only.\n')
  })
})

describe('the options', () => {
  it('come from flags first, then from the environment', () => {
    const env = { SIMULATOR_PORT: '4000', SIMULATOR_ALLOW_LOOPBACK_HTTP: '1', SIMULATOR_RPM_LIMIT: '0' }
    expect(readOptions([], env)).toMatchObject({
      port: 4000,
      host: '127.0.0.1',
      keys: [{ key: 'key_test_simulator', secret: 'secret_test_simulator_0000' }],
      settings: { allowLoopbackHttp: true, rpmLimit: null },
    })
    expect(readOptions(['--port', '5000', '--rpm-limit', '25'], env)).toMatchObject({
      port: 5000,
      settings: { rpmLimit: 25 },
    })
    expect(readOptions([], {}).settings).toEqual({ allowLoopbackHttp: false })
    expect(readOptions(['--allow-loopback-http'], {}).settings).toEqual({ allowLoopbackHttp: true })
  })

  it('take a key only with its secret', () => {
    expect(() => readOptions([], { SIMULATOR_API_KEY: 'key_test_x' })).toThrow('go together')
  })

  it('name the port or limit that is no number', () => {
    expect(() => readOptions([], { SIMULATOR_PORT: 'eighty' })).toThrow('The port must be a whole number')
    expect(() => readOptions(['--port', '70000'], {})).toThrow('up to 65535')
    expect(() => readOptions([], { SIMULATOR_RPM_LIMIT: '-1' })).toThrow('The limit must be a whole number')
  })

  it('are refused beside anything live', () => {
    expect(reasonToRefuse({}, [{ key: 'key_test_x', secret: 'secret_live_x' }])).toContain('live key or secret')
    expect(reasonToRefuse({}, [{ key: 'key_live_x', secret: 'secret_test_x' }])).toContain('live key or secret')
    expect(reasonToRefuse({ SANDBOX_API_KEY: 'key_live_abc' }, [])).toContain('SANDBOX_API_KEY is a live key')
    expect(reasonToRefuse({ NODE_ENV: 'test', SANDBOX_API_KEY: 'key_test_x' }, [])).toBeNull()
  })
})

it('does not start in a test beside a live key', async () => {
  await expect(startSimulator({ keys: [{ key: 'key_live_x', secret: 's' }] })).rejects.toThrow('live key')
})

it('ends a slow answer when it closes', async () => {
  const simulator = await startSimulator()
  simulator.control.addFault({ kind: 'slow', ms: 60_000 })
  const answer = fetch(`${simulator.origin}/authenticate`, { method: 'POST' })
  await expect.poll(() => simulator.control.calls().length).toBe(1)
  await Promise.all([expect(answer).rejects.toThrow(), simulator.close()])
})
