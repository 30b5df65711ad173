import 'server-only'
import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { series } from '@/lib/metrics/series'
import { ProviderError } from './errors'

/** The closed list of what we ask; anything else would be a new endpoint that needs a name here. */
const endpoints: Readonly<Record<string, string>> = {
  '/authenticate': 'authenticate',
  '/kyc/digilocker/sessions/init': 'init',
  '/kyc/digilocker/sessions/:session_id/status': 'status',
}

/**
 * Measures one call as the rest of the product meets it, waits for budget and token included, and makes a span of it
 * where tracing is on; where it is off, the tracer is an empty one.
 */
export const timeCall = <T>(path: string, work: () => Promise<T>): Promise<T> => {
  const endpoint = endpoints[path] ?? 'other'
  return trace.getTracer('swikriti').startActiveSpan('provider.call', { kind: SpanKind.CLIENT }, async (span) => {
    const startedAt = performance.now()
    let outcome = 'ok'
    try {
      return await work()
    } catch (error) {
      outcome = error instanceof ProviderError ? error.kind : 'fault'
      span.setStatus({ code: SpanStatusCode.ERROR })
      throw error
    } finally {
      series().providerCalls.observe({ endpoint, outcome }, (performance.now() - startedAt) / 1000)
      span.setAttributes({ 'swikriti.endpoint': endpoint, 'swikriti.outcome': outcome })
      span.end()
    }
  })
}
