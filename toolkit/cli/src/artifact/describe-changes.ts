import type { ArtifactChanges, ArtifactFile } from '@portico/release'
import { formatBytes, formatDelta } from '../output/format.ts'

const SHOWN_PATHS = 10
/** Of the content, in a file's name: `entry-BgFXPPYC.js`. */
const HASH = /-[\w-]{8}(?=\.\w+$|\.js\.map$)/

/** Lines for people: what `changes.to` has that `changes.from` has not. */
export function describeChanges(changes: ArtifactChanges): string[] {
  const { added, removed, changed } = changes
  const renamed = pairRenamed(added, removed)
  const paired = new Set(renamed.flatMap(({ from, to }) => [from, to]))
  const grown = [
    ...changed.map(({ path, fromBytes, toBytes }) => ({ path, delta: toBytes - fromBytes })),
    ...renamed.map(({ to, from }) => ({ path: to.path, delta: to.sizeBytes - from.sizeBytes })),
  ].sort((a, b) => b.delta - a.delta)
  const files = [
    ...grown.map(({ path, delta }) => `  ~ ${path} (${formatDelta(delta)})`),
    ...added
      .filter(file => !paired.has(file))
      .map(file => `  + ${file.path} (${formatBytes(file.sizeBytes)})`),
    ...removed.filter(file => !paired.has(file)).map(file => `  - ${file.path}`),
  ]
  const rest = files.length - SHOWN_PATHS
  return [
    `Against ${changes.from}, the present one: ${added.length - renamed.length} files added, ${removed.length - renamed.length} removed, ${grown.length} changed, ${formatDelta(changes.sizeDeltaBytes)}`,
    ...files.slice(0, SHOWN_PATHS),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
    ...describeOperations('New operations', changes.operationsAdded),
    ...describeOperations('Dropped operations', changes.operationsRemoved),
  ]
}

interface Renamed {
  from: ArtifactFile
  to: ArtifactFile
}

/** A build names a file by its content: what is called another name only by its hash is the same file, changed. */
function pairRenamed(added: readonly ArtifactFile[], removed: readonly ArtifactFile[]): Renamed[] {
  const before = byName(removed)
  return [...byName(added)].flatMap(([name, to]) => {
    const from = before.get(name)
    return from && to ? [{ from, to }] : []
  })
}

/** Null: several files have the name. */
function byName(files: readonly ArtifactFile[]): Map<string, ArtifactFile | null> {
  const named = new Map<string, ArtifactFile | null>()
  for (const file of files) {
    const name = file.path.replace(HASH, '')
    named.set(name, named.has(name) ? null : file)
  }
  return named
}

function describeOperations(label: string, names: string[]): string[] {
  return names.length === 0 ? [] : [`${label}: ${names.join(', ')}`]
}
