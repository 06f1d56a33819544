import type { Page, Request } from '@playwright/test'

export interface PendingRequests {
  /** Addresses of those that were begun since, and have not ended. */
  list(): string[]
  stop(): void
}

export function watchRequests(page: Page): PendingRequests {
  const pending = new Set<Request>()
  const begin = (request: Request) => void pending.add(request)
  const end = (request: Request) => void pending.delete(request)
  page.on('request', begin)
  page.on('requestfinished', end)
  page.on('requestfailed', end)
  return {
    list: () => Array.from(pending, request => request.url()),
    stop() {
      page.off('request', begin)
      page.off('requestfinished', end)
      page.off('requestfailed', end)
    },
  }
}
