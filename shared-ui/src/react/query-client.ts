import { GraphError } from '@portico/micro-app'
import { QueryClient } from '@tanstack/react-query'

const PASSING = new Set(['NETWORK', 'TIMEOUT', 'UPSTREAM_UNAVAILABLE'])

/** Reads are tried twice when the failure may pass; writes never by themselves. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 5_000, retry: mayRetry, retryDelay: 400, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
}

function mayRetry(failureCount: number, error: Error): boolean {
  return failureCount < 1 && error instanceof GraphError && PASSING.has(error.code)
}
