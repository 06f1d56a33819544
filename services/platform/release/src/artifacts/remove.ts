import type { ArtifactKey } from '@portico/artifact-store'
import type { Database } from '@portico/service-kit'
import type { Actor } from '../access/actor.ts'
import { audit } from '../audit/audit.ts'
import type { ArtifactHome } from './artifact-home.ts'
import { deleteArtifact, getContent } from './artifact-table.ts'
import { listUnused, requireUnused } from './in-use.ts'

const defaultRetentionDays = 30

/** Throws ARTIFACT_UNKNOWN, ARTIFACT_IN_USE. */
export async function removeArtifact(
  database: Database,
  home: ArtifactHome,
  actor: Pick<Actor, 'name'>,
  key: ArtifactKey,
): Promise<void> {
  await database.transaction({}, async tx => {
    await getContent(tx, key)
    await requireUnused(tx, key)
    await deleteArtifact(tx, key)
    const subject = `artifact:${key.name}@${key.version}`
    await audit(tx, { actor: actor.name, action: 'artifact.delete', subject })
  })
  // After the commit: files without a row hurt nobody, a row without files would.
  await home.drop(key)
}

interface Collection {
  /** Such as `sales@1.4.0`. */
  deleted: string[]
  kept: number
}

/** Deletes what nothing needs any more. A dry run says what that would be. */
export async function collectGarbage(
  database: Database,
  home: ArtifactHome,
  actor: Pick<Actor, 'name'>,
  { retentionDays = defaultRetentionDays, isDryRun = false }: { retentionDays?: number; isDryRun?: boolean },
): Promise<Collection> {
  const { unused, kept } = await database.transaction({}, async tx => {
    const unused = await listUnused(tx, retentionDays)
    const { count } = await tx.get<{ count: number }>('select count(*)::int as count from artifact')
    if (isDryRun || unused.length === 0) return { unused, kept: count - unused.length }
    for (const key of unused) await deleteArtifact(tx, key)
    const change = { deleted: unused.map(label), retentionDays }
    await audit(tx, { actor: actor.name, action: 'artifact.gc', subject: 'artifacts', change })
    return { unused, kept: count - unused.length }
  })
  if (!isDryRun) for (const key of unused) await home.drop(key)
  return { deleted: unused.map(label), kept }
}

function label({ name, version }: ArtifactKey): string {
  return `${name}@${version}`
}
