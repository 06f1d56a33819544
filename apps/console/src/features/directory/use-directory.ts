import type { DirectoryDetail, DirectoryEntry } from '@portico/identity-contract'
import { useQuery } from '@tanstack/react-query'
import { type Pages, usePagesOf } from '../../release-client/use-pages.ts'
import { useReleaseClient } from '../../release-client/use-release-client.ts'

/** By name; `search` is part of a name, a slug or an id. */
export function useTenants(search: string, pageSize?: number): Pages<DirectoryEntry> {
  const key = ['directory', { search }]
  return usePagesOf<DirectoryEntry>(
    { key, ask: (client, page, signal) => client.ask('/directory', { search, ...page }, signal) },
    pageSize === undefined ? {} : { pageSize },
  )
}

/** By slug or id. */
export function useTenant(ref: string) {
  const client = useReleaseClient()
  return useQuery({
    queryKey: ['directory', 'tenant', ref],
    queryFn: ({ signal }) => client.ask<DirectoryDetail>(`/directory/${encodeURIComponent(ref)}`, {}, signal),
  })
}
