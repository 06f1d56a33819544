import type { Artifact } from '@portico/release'
import { useBaseline } from '../status/use-status.ts'

/** Whether a version is what tenants get that no release takes elsewhere. */
export function useIsInBaseline(): (artifact: Pick<Artifact, 'kind' | 'name' | 'version'>) => boolean {
  const baseline = useBaseline().data?.baseline
  return ({ kind, name, version }) => {
    if (!baseline) return false
    if (kind === 'shell') return baseline.shell === version
    return baseline[kind === 'app' ? 'apps' : 'shared'][name] === version
  }
}
