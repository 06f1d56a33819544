import { type Effort, openArtifactStore } from '@portico/artifact-store'

export function hasArtifact(store: string, name: string, version: string): Promise<boolean> {
  return openArtifactStore(undefined, store).has(name, version)
}

/** Copies a build into the folder `store`, compressed beside the plain files; appears whole or not at all. */
export function storeArtifact(
  store: string,
  { name, version }: { name: string; version: string },
  dist: string,
  effort: Effort = 'best',
): Promise<void> {
  return openArtifactStore(undefined, store).put(name, version, dist, effort)
}
