import { type GraphContext, hasCode, type Loaded } from '@portico/bff-framework'

/**
 * The value, or null while its service is away, and the answer's `extensions.degraded` says so. For parts
 * that the rest of the answer can do without. A malformed answer is thrown: it is a mistake that must be seen.
 */
export function orDegraded<T>(context: GraphContext, service: string, value: Loaded<T>): Loaded<T | null>
export function orDegraded<T>(context: GraphContext, service: string, value: Promise<T>): Promise<T | null>
export function orDegraded<T>(context: GraphContext, service: string, value: Promise<T> | Loaded<T>) {
  const onFailure = (error: unknown): null => {
    if (!hasCode(error, 'UPSTREAM_UNAVAILABLE', 'UPSTREAM_TIMEOUT', 'UPSTREAM_BUSY')) throw error
    context.degraded({ service, code: error.code })
    return null
  }
  return 'map' in value ? value.map<T | null>(found => found, onFailure) : value.catch(onFailure)
}
