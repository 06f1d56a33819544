import type { Dispatcher } from 'undici'
import { AttemptTimeout, type Limits, type WireRequest } from './wire-request.ts'

/** An answer whose body is read as it comes; it must be read to its end or destroyed. */
export type StreamedAnswer = Pick<Dispatcher.ResponseData, 'headers' | 'body'> & { status: number }

/** One request whose answer is a stream. The time counts to the end of the stream; the errors are those of `exchange`. */
export async function openStream(
  dispatcher: Dispatcher,
  request: WireRequest,
  { timeoutMs, signal }: Limits,
): Promise<StreamedAnswer> {
  const expiry = AbortSignal.timeout(Math.ceil(timeoutMs))
  try {
    const { statusCode, headers, body } = await dispatcher.request({
      ...request,
      signal: signal ? AbortSignal.any([expiry, signal]) : expiry,
      headersTimeout: 0,
      bodyTimeout: 0,
    })
    return { status: statusCode, headers, body }
  } catch (cause) {
    throw expiry.aborted && !signal?.aborted ? new AttemptTimeout(timeoutMs, { cause }) : cause
  }
}
