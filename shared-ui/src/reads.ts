import { GraphError } from '@portico/micro-app'

/** Failures that may pass by themselves: the network's, and of a part of the system that is away. */
const PASSING = new Set(['NETWORK', 'TIMEOUT', 'UPSTREAM_UNAVAILABLE', 'UPSTREAM_BUSY', 'TENANT_MOVING'])
/** The question itself was refused, so the same one will be refused again. */
const REFUSED = new Set(['INVALID_CURSOR', 'INVALID_REQUEST', 'BAD_USER_INPUT'])

/** For the query client of either framework. Reads are tried twice when the failure may pass; writes never by themselves. */
export const queryDefaults = {
  queries: { staleTime: 5_000, retry: mayRetry, retryDelay: 400, networkMode: 'always' },
  mutations: { retry: false, networkMode: 'always' },
} as const

function mayRetry(failureCount: number, error: Error): boolean {
  return failureCount < 1 && error instanceof GraphError && PASSING.has(error.code)
}

/** Such as a cursor that was made up or has grown old, or an id that is none. */
export function isRefusedQuestion(error: unknown): boolean {
  return error instanceof GraphError && REFUSED.has(error.code)
}

/** Will asking the same again help? Not where there is no such thing. */
export function isWorthRetrying(error: unknown): boolean {
  return !isRefusedQuestion(error) && !(error instanceof GraphError && error.code === 'NOT_FOUND')
}

interface QueryState {
  fetchFailureCount: number
  fetchFailureReason: unknown
}

/** A query client of either framework. */
interface Refetching {
  refetchQueries(filters: { type: 'active'; predicate(query: { state: QueryState }): boolean }): unknown
}

/**
 * Asks again for what failed, once each time the browser is back on the network. What a page holds besides, such as typed
 * text, is left alone. Answers how to stop it.
 */
export function healFailedReads(client: Refetching): () => void {
  const heal = () => void client.refetchQueries({ type: 'active', predicate: ({ state }) => mayHeal(state) })
  window.addEventListener('online', heal)
  return () => window.removeEventListener('online', heal)
}

/** What is no answer of the gateway may be a chunk that was not loaded. */
function mayHeal({ fetchFailureCount, fetchFailureReason }: QueryState): boolean {
  if (fetchFailureCount === 0) return false
  return !(fetchFailureReason instanceof GraphError) || PASSING.has(fetchFailureReason.code)
}
