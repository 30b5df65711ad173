import { SpanKind, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api'
import { emptyResource } from '@opentelemetry/resources'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { describe, expect, it } from 'vitest'
import { allowedSpan } from './allowed-span'

const routes = new Set(['/callback/[handle]/return'])
const secret = 'q3v9ZrK1nonce-of-a-person'

/** One span as Next or we would end it, seen before and after. */
const spanOf = (scope: string, name: string, attributes: Record<string, string | number | boolean>) => {
  const exporter = new InMemorySpanExporter()
  const provider = new TracerProvider({
    resource: emptyResource(),
    spanProcessors: [new SimpleSpanProcessor({ exporter })],
  })
  const span = provider.getTracer(scope).startSpan(name, {
    kind: SpanKind.SERVER,
    attributes,
    links: [
      {
        context: { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: TraceFlags.SAMPLED },
        attributes: { secret },
      },
    ],
  })
  span.recordException(new Error(`no such page ${secret}`))
  span.setStatus({ code: SpanStatusCode.ERROR, message: secret })
  span.end()
  const [ended] = exporter.getFinishedSpans()
  if (!ended) throw new Error('expected a span, found none')
  return ended
}

describe('a span that leaves [G-09]', () => {
  it('carries nothing of the address, the query, the error or the links', () => {
    const span = spanOf('next.js', `GET /callback/${secret}/return`, {
      'next.span_type': 'BaseServer.handleRequest',
      'next.span_name': `GET /callback/${secret}/return`,
      'http.method': 'GET',
      'http.target': `/callback/${secret}/return?session_id=${secret}`,
      'http.url': `https://consent.example/${secret}`,
      'http.route': '/callback/[handle]/return',
      'http.status_code': 303,
      'user_agent.original': secret,
    })
    expect(JSON.stringify(span.attributes)).toContain(secret)
    const left = allowedSpan(span, routes)
    expect(JSON.stringify({ ...left, context: left.spanContext() })).not.toContain(secret)
    expect(left.name).toBe('BaseServer.handleRequest GET /callback/[handle]/return')
    expect(left.attributes).toEqual({
      'next.span_type': 'BaseServer.handleRequest',
      'http.method': 'GET',
      'http.route': '/callback/[handle]/return',
      'http.status_code': 303,
    })
    expect(left).toMatchObject({ status: { code: SpanStatusCode.ERROR }, kind: SpanKind.SERVER, events: [], links: [] })
  })

  it('names a route only when it is a pattern of this build', () => {
    const span = spanOf('next.js', 'GET', {
      'http.method': 'GET',
      'http.route': `/callback/${secret}/return`,
      'next.route': secret,
    })
    const left = allowedSpan(span, routes)
    expect(left.name).toBe('GET')
    expect(left.attributes).toEqual({ 'http.method': 'GET' })
  })

  it('keeps its place in the trace and its time', () => {
    const span = spanOf('swikriti', 'provider.call', {
      'swikriti.endpoint': 'init',
      'swikriti.outcome': 'ok',
      session_id: secret,
    })
    const left = allowedSpan(span, routes)
    expect(left).toMatchObject({ name: 'provider.call', startTime: span.startTime, duration: span.duration })
    expect(left.spanContext().traceId).toBe(span.spanContext().traceId)
    expect(left.attributes).toEqual({ 'swikriti.endpoint': 'init', 'swikriti.outcome': 'ok' })
  })

  it('does not exist while tracing is off: the tracer of this process records nothing', () => {
    expect(trace.getTracer('swikriti').startSpan('provider.call').isRecording()).toBe(false)
  })
})
