import { asAppError } from '../errors/app-error.ts'
import type { Log } from '../telemetry/log.ts'
import { discardBody } from './discard-body.ts'
import type { HttpExchange } from './http-exchange.ts'
import { sendFault } from './respond.ts'

/** The answer to anything thrown; what was not expected is logged here, once. */
export async function answerFault(
  log: Log,
  { request, response }: HttpExchange,
  error: unknown,
): Promise<void> {
  const { fault, isExpected } = asAppError(error)
  if (!isExpected) log.error('http.failed', error)
  await discardBody(request)
  sendFault(response, fault, request.complete ? {} : { connection: 'close' })
}
