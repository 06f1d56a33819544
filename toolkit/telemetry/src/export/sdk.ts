import { type HrTime, type SpanContext, SpanStatusCode, TraceFlags } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { defaultResource, type Resource, resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, type ReadableSpan } from '@opentelemetry/sdk-trace'
import type { RecordedSpan, TraceRecord } from '../record/trace-record.ts'
import { unixMs } from './trace-part.ts'

const TIMEOUT_MS = 5_000
/** Spans that wait to be sent, of one part of the platform; what comes beyond is dropped. */
const MAX_WAITING = 4_096

export interface SdkOptions {
  service: string
  endpoint: string
  pauseMs: number
}

/** The only module that loads OpenTelemetry's SDK: its batches, its resource and its exporter. */
export function openSdk({ service, endpoint, pauseMs }: SdkOptions) {
  // The exporter itself reads OTEL_EXPORTER_OTLP_HEADERS.
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/$/, '')}/v1/traces`,
    timeoutMillis: TIMEOUT_MS,
  })
  const processor = new BatchSpanProcessor({
    exporter,
    maxQueueSize: MAX_WAITING,
    exportTimeoutMillis: TIMEOUT_MS,
    scheduledDelayMillis: pauseMs,
  })
  const resource = defaultResource().merge(resourceFromAttributes({ 'service.name': `portico-${service}` }))
  return {
    export(record: TraceRecord) {
      for (const span of record.spans) processor.onEnd(readableOf(span, record, resource))
    },
    shutdown: () => processor.shutdown(),
  }
}

function readableOf(span: RecordedSpan, record: TraceRecord, resource: Resource): ReadableSpan {
  const { traceId, root, subjects } = record
  const contextOf = (spanId: string): SpanContext => ({ traceId, spanId, traceFlags: TraceFlags.SAMPLED })
  const context = contextOf(span.spanId)
  const { name, kind, attributes } = span.read()
  const parentId = record.parentIdOf(span)
  const ms = span.ms ?? performance.now() - span.startedAt
  return {
    name,
    kind,
    spanContext: () => context,
    ...(parentId !== null && { parentSpanContext: contextOf(parentId) }),
    startTime: hrTime(unixMs(span.startedAt)),
    endTime: hrTime(unixMs(span.startedAt) + ms),
    duration: hrTime(ms),
    status: { code: span.isFailure ? SpanStatusCode.ERROR : SpanStatusCode.UNSET },
    attributes: {
      ...attributes,
      ...(span === root && subjects.length > 0 && { 'portico.subjects': [...subjects] }),
    },
    links: [],
    events: [],
    ended: true,
    resource,
    instrumentationScope: { name: 'portico' },
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  }
}

function hrTime(ms: number): HrTime {
  const seconds = Math.trunc(ms / 1000)
  return [seconds, Math.round((ms - seconds * 1000) * 1e6)]
}
