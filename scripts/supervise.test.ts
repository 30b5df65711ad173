import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { hasExited } from './children.ts'
import { supervise } from './supervise.ts'

afterEach(() => vi.restoreAllMocks())

/** Nobody has asked for the end. */
const running = new AbortController().signal

const program = (code: string) => {
  const launched: ChildProcess[] = []
  const launch = () => {
    const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
    launched.push(child)
    return child
  }
  return { launched, launch }
}

describe('a supervised process', () => {
  it('that refuses its configuration is left alone, with its exit code told [N-15]', async () => {
    const { launched, launch } = program('process.exit(78)')
    const { refused, stop } = supervise('web process', launch, running)
    expect(await refused).toBe(78)
    await stop()
    expect(launched).toHaveLength(1)
  })

  it('that dies by itself is started again, and says so', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {})
    const { launched, launch } = program('console.log("up"); setInterval(() => {}, 1000)')
    const { stop } = supervise('web process', launch, running)
    launched[0]?.kill('SIGKILL')
    await expect.poll(() => launched.length, { timeout: 10_000 }).toBe(2)
    expect(told).toHaveBeenCalledWith('!! The web process ended by itself (SIGKILL); starting it again.')
    await stop()
    expect(launched).toHaveLength(2)
    expect(launched.every(hasExited)).toBe(true)
  })

  it('is asked with SIGTERM to stop, and waited for', async () => {
    const code =
      'process.on("SIGTERM", () => setTimeout(() => process.exit(7), 100)); console.log("up"); setInterval(() => {}, 1000)'
    const { launched, launch } = program(code)
    const { stop } = supervise('web process', launch, running)
    if (launched[0]?.stdout) await once(launched[0].stdout, 'data')
    await stop()
    expect(launched[0]?.exitCode).toBe(7)
  })

  it('that ends once the end of everything has begun is neither started again nor spoken of [F-26]', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {})
    const { launched, launch } = program('setInterval(() => {}, 1000)')
    const ending = new AbortController()
    const { stop } = supervise('simulator', launch, ending.signal)
    ending.abort()
    launched[0]?.kill('SIGKILL')
    await sleep(600)
    await stop()
    expect(launched).toHaveLength(1)
    expect(told).not.toHaveBeenCalled()
  })

  it('that hears of the end a moment before we do is not taken for one that died [F-26]', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {})
    const { launched, launch } = program('setInterval(() => {}, 1000)')
    const ending = new AbortController()
    const { stop } = supervise('simulator', launch, ending.signal)
    const [child] = launched
    if (child) await Promise.all([once(child, 'exit'), child.kill('SIGKILL')])
    await sleep(30)
    ending.abort()
    await sleep(600)
    await stop()
    expect(launched).toHaveLength(1)
    expect(told).not.toHaveBeenCalled()
  })
})
