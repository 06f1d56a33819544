import { type GraphContext, GraphFault } from '@portico/bff-framework'

/** The service is away. A malformed answer is not among them: that is a mistake that must be seen. */
const AWAY = new Set(['UPSTREAM_UNAVAILABLE', 'UPSTREAM_TIMEOUT'])

/**
 * The value, or null while its service is away, and the answer's `extensions.degraded` says so. For parts
 * that the rest of the answer can do without.
 */
export function orDegraded<T>(context: GraphContext, service: string, value: Promise<T>): Promise<T | null> {
  return value.catch(error => {
    if (!(error instanceof GraphFault) || !AWAY.has(error.code)) throw error
    context.degraded({ service, code: error.code })
    return null
  })
}
