import { isConnectError } from '@portico/service-client'
import { GraphFault } from '../graphql/fault.ts'

/**
 * What is known of a report that was not taken well:
 * `refused`: it never will be; `unsent`: the service has got nothing of it; `failed`: the service tried and could not;
 * `unknown`: it may have been taken.
 */
export type ReportFailure = 'refused' | 'unsent' | 'failed' | 'unknown'

/** By the code, and by the cause where one code stands for several (`upstream/faults.ts`). */
export function failureOf(error: unknown): ReportFailure {
  if (!(error instanceof GraphFault)) return 'failed'
  if (error.code === 'UPSTREAM_TIMEOUT') return 'unknown'
  if (error.code !== 'UPSTREAM_UNAVAILABLE') return 'refused'
  if (isConnectError(error.cause)) return 'unsent'
  // A connection that broke on the way.
  if (error.cause instanceof Error) return 'unknown'
  const isAnswered = error.status !== undefined || error.cause !== undefined
  return isAnswered ? 'failed' : 'unsent'
}
