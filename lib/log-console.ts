import 'server-only'
import { errorFields, log } from './log'

/** Node prints its warnings through console.error; in the log they would be errors, for which somebody is called. */
const captureWarnings = (): void => {
  process.removeAllListeners('warning')
  process.on('warning', (warning) => log.warn('process.warned', errorFields(warning)))
}

/**
 * Sends what frameworks and Node print through the log, so that every line is one JSON object and passes the same filter (G-06).
 * Errors with a digest are left out: Next prints them and also reports them to `onRequestError`, which logs them once.
 */
export const captureConsole = (): void => {
  const take =
    (level: 'info' | 'warn' | 'error') =>
    (...parts: unknown[]): void => {
      const error = parts.find((part) => part instanceof Error)
      if (error && 'digest' in error) return
      const words = parts.filter((part) => typeof part === 'string' && part.trim() !== '').join(' ')
      if (error || words) log[level]('console.written', { reason: words, ...(error ? errorFields(error) : {}) })
    }
  console.log = take('info')
  console.info = take('info')
  console.warn = take('warn')
  console.error = take('error')
  captureWarnings()
}
