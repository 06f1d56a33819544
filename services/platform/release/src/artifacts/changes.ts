import type { ArtifactChanges, ArtifactFile } from '@portico/release'
import type { Transaction } from '@portico/service-kit'
import { describeManifest } from '../manifests/artifact-metadata.ts'
import { getContent } from './artifact-table.ts'

interface Content {
  version: string
  manifest: Record<string, unknown>
  files: ArtifactFile[]
}

/** What `to` has that `from` has not. Throws ARTIFACT_UNKNOWN. */
export async function readChanges(
  tx: Transaction,
  name: string,
  versions: { from: string; to: string },
): Promise<ArtifactChanges> {
  const from = await getContent(tx, { name, version: versions.from })
  const to = await getContent(tx, { name, version: versions.to })
  return compare(from, to)
}

function compare(from: Content, to: Content): ArtifactChanges {
  const before = new Map(from.files.map(file => [file.path, file]))
  const after = new Map(to.files.map(file => [file.path, file]))
  const operationsBefore = operationsOf(from)
  const operationsAfter = operationsOf(to)
  return {
    from: from.version,
    to: to.version,
    added: to.files.filter(({ path }) => !before.has(path)),
    removed: from.files.filter(({ path }) => !after.has(path)),
    changed: to.files.flatMap(file => changeOf(before.get(file.path), file)),
    operationsAdded: [...operationsAfter].filter(name => !operationsBefore.has(name)),
    operationsRemoved: [...operationsBefore].filter(name => !operationsAfter.has(name)),
    sizeDeltaBytes: sizeOf(to) - sizeOf(from),
  }
}

function changeOf(before: ArtifactFile | undefined, after: ArtifactFile): ArtifactChanges['changed'] {
  if (!before || before.integrity === after.integrity) return []
  return [{ path: after.path, fromBytes: before.sizeBytes, toBytes: after.sizeBytes }]
}

function operationsOf({ manifest }: Content): Set<string> {
  return new Set(describeManifest(manifest).operations.map(({ name }) => name))
}

function sizeOf({ files }: Content): number {
  return files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
}
