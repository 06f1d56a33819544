import type { Log } from '../telemetry/log.ts'
import { type ArtifactLibrary, ShellUnreadable } from './artifact-library.ts'
import type { ArtifactSet } from './artifact-set.ts'
import type { NamedArtifact } from './rules/left-out.ts'
import type { Rules } from './rules/rules.ts'
import type { RulesClient } from './rules/rules-client.ts'
import {
  resolveSnapshot,
  type SnapshotResolution,
  type Subject,
  type TenantResolution,
} from './snapshot-resolution.ts'

/** What a subject gets, with the artifacts it is made of. */
export interface SubjectPage {
  rules: Rules
  resolution: TenantResolution
  /** The resolution, or what a caller without a tenant gets where even that cannot be shown. */
  resolved: SnapshotResolution
  set: ArtifactSet
}

export interface SettleParts {
  rules: RulesClient
  library: ArtifactLibrary
  log: Log
}

export const NO_USER: Subject = { tenantId: null, facts: {} }
/** A shell that cannot be read hides nothing else: all is read at once. The third round is for what came in between. */
const MAX_ROUNDS = 3

/**
 * Decides, reads, and decides anew without what a release named and could not be read. Null while there is nothing to
 * show at all.
 */
export async function settle(parts: SettleParts, subject: Subject): Promise<SubjectPage | null> {
  const { rules: keeper, library } = parts
  keeper.recheck(artifact => library.isUsable(artifact))
  for (let round = 1; ; round += 1) {
    const rules = await keeper.current()
    if (!rules) return null
    const resolution = resolveSnapshot(rules, subject)
    const { set, missing } = await readSet(parts, resolution)
    if (round < MAX_ROUNDS && keeper.leaveOut(missing)) continue
    if (set) return { rules, resolution, resolved: resolution, set }
    const resolved = resolveSnapshot(rules, NO_USER)
    const shown = await readSet(parts, resolved)
    return shown.set && { rules, resolution, resolved, set: shown.set }
  }
}

async function readSet(
  { library, log }: SettleParts,
  { id, wanted }: SnapshotResolution,
): Promise<{ set: ArtifactSet | null; missing: readonly NamedArtifact[] }> {
  try {
    const set = await library.setOf(wanted)
    return { set, missing: set.missing }
  } catch (error) {
    log.error('snapshot.unreadable', error, { snapshot: id })
    if (!(error instanceof ShellUnreadable)) return { set: null, missing: [] }
    return { set: null, missing: [{ kind: 'app', name: 'shell', version: error.version }] }
  }
}
