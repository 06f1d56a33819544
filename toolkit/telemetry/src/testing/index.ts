export { openOtlpSink, type SunkSpan } from './otlp-sink.ts'
