import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Trace } from '../telemetry/trace.ts'

/** One request and its answer, as every part of the gateway sees them. */
export interface HttpExchange {
  request: IncomingMessage
  response: ServerResponse
  /** Path and query; the host is of no interest. */
  url: URL
  trace: Trace
}
