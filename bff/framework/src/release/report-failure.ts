import { isConnectError } from '@portico/service-client'
import { AppError, hasCode } from '../errors/app-error.ts'

/**
 * What is known of a report that was not taken well:
 * `refused`: it never will be; `unsent`: the service has got nothing of it; `failed`: the service tried and could not;
 * `unknown`: it may have been taken.
 */
export type ReportFailure = 'refused' | 'unsent' | 'failed' | 'unknown'

/** By the code, and by the cause where one code stands for several (`upstream/faults.ts`). */
export function failureOf(error: unknown): ReportFailure {
  if (hasCode(error, 'UPSTREAM_TIMEOUT')) return 'unknown'
  if (hasCode(error, 'UPSTREAM_BUSY')) return error.refusedBy === null ? 'unsent' : 'failed'
  if (!hasCode(error, 'UPSTREAM_UNAVAILABLE')) return error instanceof AppError ? 'refused' : 'failed'
  if (isConnectError(error.cause)) return 'unsent'
  // A connection that broke on the way.
  if (error.cause instanceof Error) return 'unknown'
  const isAnswered = error.refusedBy !== null || error.cause !== undefined
  return isAnswered ? 'failed' : 'unsent'
}
