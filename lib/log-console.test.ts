import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { log } from './log'
import { captureConsole } from './log-console'

const own = { log: console.log, info: console.info, warn: console.warn, error: console.error }
const listeners = process.listeners('warning')

beforeEach(() => {
  for (const level of ['info', 'warn', 'error'] as const) vi.spyOn(log, level).mockImplementation(() => undefined)
  // As Node's own listener does, which the test runner takes away.
  process.on('warning', ({ name, message }) => console.error(`(node:1) ${name}: ${message}`))
  captureConsole()
})
afterEach(() => {
  vi.restoreAllMocks()
  Object.assign(console, own)
  process.removeAllListeners('warning')
  for (const listener of listeners) process.on('warning', listener)
})

describe('what frameworks and Node print', () => {
  it('is a warning in the log where Node warns, once, and no error that an alarm would hear [G-06]', async () => {
    process.emitWarning('The supports Web Crypto API algorithm is experimental', 'ExperimentalWarning')
    process.emitWarning('old', { type: 'DeprecationWarning', code: 'DEP9999' })
    await sleep(10)
    expect(log.error).not.toHaveBeenCalled()
    expect(vi.mocked(log.warn).mock.calls).toEqual([
      [
        'process.warned',
        expect.objectContaining({
          error_name: 'ExperimentalWarning',
          error_message: 'The supports Web Crypto API algorithm is experimental',
        }),
      ],
      ['process.warned', expect.objectContaining({ error_name: 'DeprecationWarning', error_code: 'DEP9999' })],
    ])
  })

  it('is an error where it is one, and left to its own report where Next gave it a digest [G-06]', () => {
    console.error('it broke:', new TypeError('expected a row'))
    console.error(Object.assign(new Error('reported elsewhere'), { digest: '42' }))
    console.warn('careful')
    console.log('ready')
    expect(vi.mocked(log.error).mock.calls).toEqual([
      ['console.written', expect.objectContaining({ reason: 'it broke:', error_name: 'TypeError' })],
    ])
    expect(log.warn).toHaveBeenCalledExactlyOnceWith('console.written', { reason: 'careful' })
    expect(log.info).toHaveBeenCalledExactlyOnceWith('console.written', { reason: 'ready' })
  })
})
