import type { Artifact } from '@portico/release'
import { useQuery } from '@tanstack/react-query'
import { type Pages, usePages } from '../../release-client/use-pages.ts'
import { useReleaseClient } from '../../release-client/use-release-client.ts'

const ARTIFACT_PAGE = 50

/** Newest first; `name` empty is every app. */
export function useArtifacts(name: string): Pages<Artifact> {
  return usePages(['artifacts'], 'listArtifacts', { query: { name }, pageSize: ARTIFACT_PAGE })
}

export function useArtifact(name: string, version: string) {
  const client = useReleaseClient()
  return useQuery({
    queryKey: ['artifact', name, version],
    queryFn: ({ signal }) => client.call('getArtifact', { params: { name, version }, signal }),
  })
}

/** What `version` has that `from` has not; nothing is asked while `from` is not chosen. */
export function useArtifactChanges(name: string, version: string, from: string | null) {
  const client = useReleaseClient()
  return useQuery({
    queryKey: ['artifact', name, version, 'changes', from],
    queryFn: ({ signal }) =>
      client.call('getArtifactChanges', { params: { name, version }, query: { from }, signal }),
    enabled: from !== null,
  })
}
