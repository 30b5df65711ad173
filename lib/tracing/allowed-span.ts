import 'server-only'
import { type Attributes, type AttributeValue, SpanStatusCode } from '@opentelemetry/api'
import type { ReadableSpan } from '@opentelemetry/sdk-trace'

/*
 * What may leave in a span (G-09). Next writes the address of each request into its spans, nonce and all, and an error
 * brings its message along; so nothing passes but what is named here, with values of a closed form.
 */
type Allowed = (value: AttributeValue, routes: ReadonlySet<string>) => boolean

const isWord: Allowed = (value) => typeof value === 'string' && /^[A-Za-z][A-Za-z_.]{0,60}$/.test(value)
const isNumber: Allowed = (value) => typeof value === 'number'
const isFlag: Allowed = (value) => typeof value === 'boolean'
/** A pattern of this build; an address, even of an unknown page, is never one. */
const isRoute: Allowed = (value, routes) => typeof value === 'string' && routes.has(value)

const allowed = new Map<string, Allowed>([
  ['http.method', isWord],
  ['http.request.method', isWord],
  ['http.status_code', isNumber],
  ['http.response.status_code', isNumber],
  ['http.route', isRoute],
  ['next.route', isRoute],
  ['next.rsc', isFlag],
  ['next.span_type', isWord],
  ['swikriti.endpoint', isWord],
  ['swikriti.outcome', isWord],
])

const allowedAttributes = (attributes: Attributes, routes: ReadonlySet<string>): Attributes =>
  Object.fromEntries(
    Object.entries(attributes).filter(
      ([name, value]) => value !== undefined && (allowed.get(name)?.(value, routes) ?? false),
    ),
  )

/** Names of spans can hold addresses too; this one is put together from what was allowed. */
const allowedName = (span: ReadableSpan, attributes: Attributes): string => {
  if (span.instrumentationScope.name === 'swikriti') return span.name
  const parts = [
    attributes['next.span_type'],
    attributes['http.method'],
    attributes['http.route'] ?? attributes['next.route'],
  ]
  return parts.filter((part) => typeof part === 'string').join(' ') || 'span'
}

/** Trace state is text that the caller chose. */
const plainContext = ({ traceId, spanId, traceFlags }: ReturnType<ReadableSpan['spanContext']>) => ({
  traceId,
  spanId,
  traceFlags,
})

/** The same span with nothing in it that is not on the list: no events, links or messages. @param routes patterns of this build */
export const allowedSpan = (span: ReadableSpan, routes: ReadonlySet<string>): ReadableSpan => {
  const attributes = allowedAttributes(span.attributes, routes)
  return {
    name: allowedName(span, attributes),
    kind: span.kind,
    spanContext: () => plainContext(span.spanContext()),
    ...(span.parentSpanContext ? { parentSpanContext: plainContext(span.parentSpanContext) } : {}),
    startTime: span.startTime,
    endTime: span.endTime,
    status: { code: span.status.code ?? SpanStatusCode.UNSET },
    attributes,
    links: [],
    events: [],
    duration: span.duration,
    ended: span.ended,
    resource: span.resource,
    instrumentationScope: { name: span.instrumentationScope.name },
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  }
}
