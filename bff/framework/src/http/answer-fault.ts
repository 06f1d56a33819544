import type { Log } from '../telemetry/log.ts'
import { asFault } from './http-fault.ts'
import { sendFault } from './respond.ts'
import type { Visit } from './visit.ts'

/** The answer to anything thrown; what was not expected is logged here, once. */
export function answerFault(log: Log, { request, response, trace }: Visit, error: unknown): void {
  const { fault, isExpected } = asFault(error)
  if (!isExpected) log.error('http.failed', error, { request: trace.id })
  // What is left of a refused body is not read.
  sendFault(response, fault, request.complete ? {} : { connection: 'close' })
}
