import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import { SettingReader } from '@portico/settings'

const TIMEOUT_MS = 5_000
/** Spans that wait to be sent, of one part of the platform; what comes beyond is dropped. */
const MAX_WAITING = 4_096

/** A setting of tracing that cannot be followed. */
class BadTracingSetting extends Error {
  readonly code = 'TRACING_SETTING_INVALID'
}

/** The only module that loads OpenTelemetry's SDK. Throws BadTracingSetting. */
export function openSdk(service: string, env: NodeJS.ProcessEnv) {
  const settings = new SettingReader(env, message => new BadTracingSetting(message))
  const endpoint = settings.url('OTEL_EXPORTER_OTLP_ENDPOINT', ['http:', 'https:']) ?? ''
  // The exporter itself reads OTEL_EXPORTER_OTLP_HEADERS.
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/$/, '')}/v1/traces`,
    timeoutMillis: TIMEOUT_MS,
  })
  const provider = new TracerProvider({
    resource: defaultResource().merge(resourceFromAttributes({ 'service.name': `portico-${service}` })),
    // The gateway decides, since it begins each trace; services follow it.
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(readRatio(env)) }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter,
        maxQueueSize: MAX_WAITING,
        exportTimeoutMillis: TIMEOUT_MS,
        scheduledDelayMillis: settings.integer('OTEL_BSP_SCHEDULE_DELAY'),
      }),
    ],
  })
  return { tracer: provider.getTracer('portico'), shutdown: () => provider.shutdown() }
}

function readRatio({ OTEL_TRACES_SAMPLER_ARG: text }: NodeJS.ProcessEnv): number {
  const ratio = text ? Number(text) : 1
  if (ratio >= 0 && ratio <= 1) return ratio
  throw new BadTracingSetting('OTEL_TRACES_SAMPLER_ARG must be a share of traces, from 0 to 1.')
}
