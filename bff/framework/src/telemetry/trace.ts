import { type RequestTrace, Tracing } from '@portico/telemetry'

/**
 * One request's W3C trace. The gateway begins each: what a browser claims is not believed, for it could choose the id of
 * another's trace, put all of its requests into one without end, or turn recording on.
 */
export type Trace = RequestTrace

const unrecorded = new Tracing('gateway')

/** For work that no request began. */
export function beginTrace(): Trace {
  return unrecorded.begin({ name: 'background' })
}
