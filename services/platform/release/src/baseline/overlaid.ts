import type { ArtifactKey } from '@portico/artifact-store'
import type { Baseline, OverlaidBuild } from '@portico/release'
import type { Transaction } from '@portico/service-kit'
import { getBaseline } from '../store/baseline.ts'
import { listRunning } from '../store/release.ts'

export interface BuiltSet extends Pick<Baseline, 'shell' | 'apps' | 'shared'> {
  /** Built for a release, beside the baseline's. */
  others?: ArtifactKey[]
}

/**
 * Of these builds, those that not every tenant gets: a release that was left running stands over them, or what was promoted
 * or published stays in their place. A release of a build that is among them is none that was left.
 */
export async function listOverlaid(
  tx: Transaction,
  { shell, apps, shared, others = [] }: BuiltSet,
): Promise<OverlaidBuild[]> {
  const built = new Map(Object.entries({ ...shared, ...apps, shell }))
  const beside = new Set(others.map(({ name, version }) => `${name}@${version}`))
  const { baseline } = await getBaseline(tx)
  const running = await listRunning(tx)
  const inForce = [
    ...running.flatMap(({ id, overlay }) => named({ ...overlay.apps, ...overlay.shared }, id)),
    ...named({ ...baseline.shared, ...baseline.apps, shell: baseline.shell }, null),
  ]
  return inForce.flatMap(({ name, version, releaseId }) => {
    const own = built.get(name)
    if (own === undefined || own === version || beside.has(`${name}@${version}`)) return []
    return [{ name, version, built: own, releaseId }]
  })
}

function named(versions: Record<string, string>, releaseId: string | null) {
  return Object.entries(versions).map(([name, version]) => ({ name, version, releaseId }))
}
