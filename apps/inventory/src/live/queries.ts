import { GraphError } from '@portico/micro-app'
import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import type { App } from 'vue'

const PASSING = new Set(['NETWORK', 'TIMEOUT', 'UPSTREAM_UNAVAILABLE'])

/** Reads are tried twice when the failure may pass; writes never by themselves. */
export function installQueries(app: App): void {
  const queryClient = new QueryClient({
    defaultOptions: {
      queries: { staleTime: 5_000, retry: mayRetry, retryDelay: 400, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
  app.use(VueQueryPlugin, { queryClient })
}

function mayRetry(failureCount: number, error: Error): boolean {
  return failureCount < 1 && error instanceof GraphError && PASSING.has(error.code)
}
