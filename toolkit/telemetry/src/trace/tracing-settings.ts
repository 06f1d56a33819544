import { SettingReader } from '@portico/settings'

export interface TracingSettings {
  /** Null: no collector. */
  endpoint: string | null
  /** Whether the platform's own store may be used. */
  hasStore: boolean
  /** Of traces that are kept whatever becomes of them, 0 to 1. */
  share: number
  /** Of these, by one process. */
  sharePerSecond: number
  slowMs: number
  pauseMs: number
}

/** A setting of tracing that cannot be followed. */
class BadTracingSetting extends Error {
  readonly code = 'TRACING_SETTING_INVALID'
}

/** Throws BadTracingSetting. */
export function readTracing(env: NodeJS.ProcessEnv): TracingSettings {
  const settings = new SettingReader(env, message => new BadTracingSetting(message))
  return {
    endpoint: settings.url('OTEL_EXPORTER_OTLP_ENDPOINT', ['http:', 'https:']),
    hasStore: settings.switch('PORTICO_TRACES'),
    ...readShare(env),
    slowMs: settings.integer('PORTICO_TRACE_SLOW_MS'),
    pauseMs: settings.integer('OTEL_BSP_SCHEDULE_DELAY'),
  }
}

/**
 * The store keeps 100,000 parts of an hour, which are 7 traces a second of four parts: of a process that answers more than 100 requests a
 * second a tenth would be more than is ever seen, and cost as much as all else of tracing. A share that is set is kept as it is set.
 */
const DEFAULT_SHARE = { share: 0.1, sharePerSecond: 10 }

function readShare({ OTEL_TRACES_SAMPLER_ARG: text }: NodeJS.ProcessEnv) {
  if (!text) return DEFAULT_SHARE
  const share = Number(text)
  if (share >= 0 && share <= 1) return { share, sharePerSecond: Number.POSITIVE_INFINITY }
  throw new BadTracingSetting('OTEL_TRACES_SAMPLER_ARG must be a share of traces, from 0 to 1.')
}
