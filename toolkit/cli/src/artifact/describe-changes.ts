import type { ArtifactChanges } from '@portico/release'
import { formatBytes, formatDelta } from '../output/format.ts'

const SHOWN_PATHS = 10

/** Lines for people: what `changes.to` has that `changes.from` has not. */
export function describeChanges(changes: ArtifactChanges): string[] {
  const { added, removed, changed } = changes
  const files = [
    ...added.map(file => `  + ${file.path} (${formatBytes(file.sizeBytes)})`),
    ...removed.map(file => `  - ${file.path}`),
    ...changed.map(file => `  ~ ${file.path} (${formatDelta(file.toBytes - file.fromBytes)})`),
  ]
  const rest = files.length - SHOWN_PATHS
  return [
    `Against ${changes.from}, the present one: ${added.length} files added, ${removed.length} removed, ${changed.length} changed, ${formatDelta(changes.sizeDeltaBytes)}`,
    ...files.slice(0, SHOWN_PATHS),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
    ...describeOperations('New operations', changes.operationsAdded),
    ...describeOperations('Dropped operations', changes.operationsRemoved),
  ]
}

function describeOperations(label: string, names: string[]): string[] {
  return names.length === 0 ? [] : [`${label}: ${names.join(', ')}`]
}
