export type { TraceStore } from './export/store-outbox.ts'
export type { PartSpan, TracePart } from './export/trace-part.ts'
export { createLogger, type LoggerOptions, type LogLevel } from './log/logger.ts'
export { DurationCounts, registerHistogram } from './metrics/read-histogram.ts'
export {
  createMetricRegistry,
  DURATION_BUCKETS_MS,
  type MetricRegistry,
  processMetrics,
} from './metrics/registry.ts'
export { newSpanId } from './record/ids.ts'
export type { KeepReason } from './record/trace-record.ts'
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
export { type BatchSpan, startBatch } from './trace/batch-span.ts'
export {
  keepTrace,
  noteAttributes,
  noteFailure,
  noteHeldOpen,
  noteSubject,
  noteSubjects,
} from './trace/notes.ts'
export { currentSpan, enterSpan, inSpan, runBelow } from './trace/spans.ts'
export { inSqlSpan } from './trace/sql-span.ts'
export { describeStatement, withoutLiterals } from './trace/statement.ts'
export { endTrace, keptTraceparent, runTraced, Tracing } from './trace/tracing.ts'
export type { CountedOutcome } from './traffic/figure-tree.ts'
export { sendTraffic, TRAFFIC_REPORT_MS } from './traffic/send-traffic.ts'
export { TrafficMeter, type TrafficReport } from './traffic/traffic-meter.ts'
