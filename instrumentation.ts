import type { Instrumentation } from 'next'

// Next compiles this file for its edge runtime too, which has no Node; the condition keeps everything else out of there.

export const register = async (): Promise<void> => {
  if (process.env.NEXT_RUNTIME === 'nodejs') (await import('./lib/boot')).boot()
}

export const onRequestError: Instrumentation.onRequestError = async (...report) => {
  if (process.env.NEXT_RUNTIME === 'nodejs') await (await import('./lib/boot')).reportRequestError(...report)
}
