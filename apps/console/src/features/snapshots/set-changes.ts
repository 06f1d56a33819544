import type { Baseline } from '@portico/release'

/** One part of a set that differs; null where the set has none. */
export interface SetChange {
  kind: 'shell' | 'app' | 'shared' | 'service'
  name: string
  from: string | null
  to: string | null
}

/** What becomes of one set when another takes its place, in the order in which people read it. */
export function changesBetween(from: Baseline, to: Baseline): SetChange[] {
  return [
    ...entriesBetween('shell', { shell: from.shell }, { shell: to.shell }),
    ...entriesBetween('app', from.apps, to.apps),
    ...entriesBetween('service', from.services, to.services),
    ...entriesBetween('shared', from.shared, to.shared),
  ]
}

function entriesBetween(
  kind: SetChange['kind'],
  from: Record<string, string>,
  to: Record<string, string>,
): SetChange[] {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort()
  return names
    .map(name => ({ kind, name, from: partOf(kind, from, name), to: partOf(kind, to, name) }))
    .filter(change => change.from !== change.to)
}

/** A service that is not named has the tag `stable`. */
function partOf(kind: SetChange['kind'], parts: Record<string, string>, name: string): string | null {
  return parts[name] || (kind === 'service' ? 'stable' : null)
}
