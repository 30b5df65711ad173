import 'server-only'
import { series } from '@/lib/metrics/series'
import { ProviderError } from './errors'

/** The closed list of what we ask; anything else would be a new endpoint that needs a name here. */
const endpoints: Readonly<Record<string, string>> = {
  '/authenticate': 'authenticate',
  '/kyc/digilocker/sessions/init': 'init',
  '/kyc/digilocker/sessions/:session_id/status': 'status',
}

/** Measures one call as the rest of the product meets it, waits for budget and token included. */
export const timeCall = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
  const startedAt = performance.now()
  let outcome = 'ok'
  try {
    return await work()
  } catch (error) {
    outcome = error instanceof ProviderError ? error.kind : 'fault'
    throw error
  } finally {
    const seconds = (performance.now() - startedAt) / 1000
    series().providerCalls.observe({ endpoint: endpoints[path] ?? 'other', outcome }, seconds)
  }
}
