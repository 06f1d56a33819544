import { collectDefaultMetrics, type OpenMetricsContentType, Registry } from 'prom-client'

/** Upper bounds of the buckets of every duration, in milliseconds. */
export const DURATION_BUCKETS_MS = [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 10_000]

export type MetricRegistry = Registry<OpenMetricsContentType>

/** What a scraper reads, as OpenMetrics text. */
export function createMetricRegistry(): MetricRegistry {
  const registry = new Registry<OpenMetricsContentType>()
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE)
  return registry
}

let ofProcess: MetricRegistry | null = null

/** Memory, processor time, delay of the loop, garbage collection; measured from the first call on, once in a process. */
export function processMetrics(): MetricRegistry {
  if (ofProcess) return ofProcess
  ofProcess = createMetricRegistry()
  collectDefaultMetrics({ register: ofProcess })
  return ofProcess
}
