export { openOtlpSink, type SunkSpan } from './otlp-sink.ts'
export { isWithoutPrometheus, type Prometheus, startPrometheus } from './prometheus.ts'
