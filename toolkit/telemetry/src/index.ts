export { createLogger, type LoggerOptions, type LogLevel } from './log/logger.ts'

export {
  createMetricRegistry,
  DURATION_BUCKETS_MS,
  type MetricRegistry,
  processMetrics,
} from './metrics/registry.ts'
export {
  beginScope,
  currentScope,
  noteFacts,
  type RequestFacts,
  type RequestScope,
  runInScope,
} from './scope/request-scope.ts'
export type { RequestTrace } from './scope/request-trace.ts'
export { formatTraceparent, parseTraceparent } from './scope/traceparent.ts'
export { type AttemptSpan, startAttempt } from './trace/attempt-span.ts'
export { inSpan } from './trace/spans.ts'
export { inSqlSpan } from './trace/sql-span.ts'
export { endTrace, runTraced, Tracing } from './trace/tracing.ts'
