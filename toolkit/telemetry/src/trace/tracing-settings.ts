import { SettingReader } from '@portico/settings'

export interface TracingSettings {
  /** Null: no collector. */
  endpoint: string | null
  /** Whether the platform's own store may be used. */
  hasStore: boolean
  /** Of traces that are kept whatever becomes of them, 0 to 1. */
  share: number
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
    share: readShare(env),
    slowMs: settings.integer('PORTICO_TRACE_SLOW_MS'),
    pauseMs: settings.integer('OTEL_BSP_SCHEDULE_DELAY'),
  }
}

const DEFAULT_SHARE = 0.1

function readShare({ OTEL_TRACES_SAMPLER_ARG: text }: NodeJS.ProcessEnv): number {
  const share = text ? Number(text) : DEFAULT_SHARE
  if (share >= 0 && share <= 1) return share
  throw new BadTracingSetting('OTEL_TRACES_SAMPLER_ARG must be a share of traces, from 0 to 1.')
}
