import type { Artifact, ArtifactChanges, ArtifactDetails } from '@portico/release'
import { useQuery } from '@tanstack/react-query'
import { type Pages, usePages } from '../../release-client/use-pages.ts'
import { useReleaseClient } from '../../release-client/use-release-client.ts'

const ARTIFACT_PAGE = 50

/** Newest first; `name` empty is every app. */
export function useArtifacts(name: string): Pages<Artifact> {
  return usePages<Artifact>(['artifacts'], '/artifacts', { query: { name }, pageSize: ARTIFACT_PAGE })
}

export function useArtifact(name: string, version: string) {
  const client = useReleaseClient()
  return useQuery({
    queryKey: ['artifact', name, version],
    queryFn: ({ signal }) => client.get<ArtifactDetails>(pathOf(name, version), {}, signal),
  })
}

/** What `version` has that `from` has not; nothing is asked while `from` is not chosen. */
export function useArtifactChanges(name: string, version: string, from: string | null) {
  const client = useReleaseClient()
  return useQuery({
    queryKey: ['artifact', name, version, 'changes', from],
    queryFn: ({ signal }) =>
      client.get<ArtifactChanges>(`${pathOf(name, version)}/changes`, { from }, signal),
    enabled: from !== null,
  })
}

function pathOf(name: string, version: string): string {
  return `/artifacts/${encodeURIComponent(name)}/${encodeURIComponent(version)}`
}
