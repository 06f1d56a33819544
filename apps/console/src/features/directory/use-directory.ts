import { useQuery } from '@tanstack/react-query'
import { type Pages, usePages } from '../../release-client/use-pages.ts'
import { useReleaseClient } from '../../release-client/use-release-client.ts'

/** Plan and region are left out where they are not known. */
export interface DirectoryEntry {
  id: string
  slug: string
  name: string
  kind: 'merchant' | 'platform'
  plan?: string
  region?: string
  createdAt: string
}

export interface DirectoryDetail extends DirectoryEntry {
  currency: string
  timeZone: string
  activeUserCount: number
}

/** By name; `search` is part of a name, a slug or an id. */
export function useTenants(search: string, pageSize?: number): Pages<DirectoryEntry> {
  return usePages<DirectoryEntry>(['directory'], '/directory', {
    query: { search },
    ...(pageSize && { pageSize }),
  })
}

/** By slug or id. */
export function useTenant(ref: string) {
  const client = useReleaseClient()
  return useQuery({
    queryKey: ['directory', 'tenant', ref],
    queryFn: ({ signal }) => client.get<DirectoryDetail>(`/directory/${encodeURIComponent(ref)}`, {}, signal),
  })
}
