import 'server-only'
import { context, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources'
import {
  AlwaysOnSampler,
  BatchSpanProcessor,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import { builtRoutes } from '@/lib/metrics/route-name'
import packageFile from '@/package.json'
import { allowedSpan } from './allowed-span'

/** An exporter that passes on only what may leave (G-09). */
const guarded = (exporter: SpanExporter, routes: ReadonlySet<string>): SpanExporter => ({
  export: (spans, done) =>
    exporter.export(
      spans.map((span) => allowedSpan(span, routes)),
      done,
    ),
  shutdown: () => exporter.shutdown(),
})

export type TracingSettings = {
  readonly serviceName: string
  /** Share of the requests that are traced; null for all. */
  readonly ratio: number | null
}

/**
 * Sends spans of this process to the address the standard environment names; the exporter reads that and its headers
 * itself. No propagator is set: a stranger who sends `traceparent` chooses neither our trace ids nor what is sampled.
 * @returns ends it, with what is still to be sent
 */
export const startTracing = ({ serviceName, ratio }: TracingSettings): (() => Promise<void>) => {
  const exporter = guarded(new OTLPTraceExporter(), new Set(builtRoutes()))
  const provider = new TracerProvider({
    resource: defaultResource().merge(
      resourceFromAttributes({ 'service.name': serviceName, 'service.version': packageFile.version }),
    ),
    sampler: ratio === null ? new AlwaysOnSampler() : new TraceIdRatioBasedSampler(ratio),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  })
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  trace.setGlobalTracerProvider(provider)
  return () => provider.shutdown()
}
