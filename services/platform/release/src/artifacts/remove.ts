import type { ArtifactKey } from '@portico/artifact-store'
import type { Transaction } from '@portico/service-kit'
import type { Actor } from '../access/actor.ts'
import { audit } from '../audit/audit.ts'
import { deleteArtifact, getContent } from './artifact-table.ts'
import { listUnused, requireUnused } from './in-use.ts'
import { noteRemoval } from './removals.ts'

const DEFAULT_RETENTION_DAYS = 30

/** Its files are dropped after the commit, by `Removals`. Throws ARTIFACT_UNKNOWN, ARTIFACT_IN_USE. */
export async function removeArtifact(
  tx: Transaction,
  actor: Pick<Actor, 'name'>,
  key: ArtifactKey,
): Promise<void> {
  await getContent(tx, key)
  await requireUnused(tx, key)
  await deleteArtifact(tx, key)
  await noteRemoval(tx, key)
  await audit(tx, { actor: actor.name, action: 'artifact.delete', subject: `artifact:${label(key)}` })
}

interface Collection {
  /** Such as `sales@1.4.0`. */
  deleted: string[]
  kept: number
}

/** Deletes what nothing needs any more; the files go after the commit, by `Removals`. A dry run says what that would be. */
export async function collectGarbage(
  tx: Transaction,
  actor: Pick<Actor, 'name'>,
  {
    retentionDays = DEFAULT_RETENTION_DAYS,
    isDryRun = false,
  }: { retentionDays?: number; isDryRun?: boolean },
): Promise<Collection> {
  const unused = await listUnused(tx, retentionDays)
  const { count } = await tx.get<{ count: number }>('select count(*)::int as count from artifact')
  const collection = { deleted: unused.map(label), kept: count - unused.length }
  if (isDryRun || unused.length === 0) return collection
  for (const key of unused) {
    await deleteArtifact(tx, key)
    await noteRemoval(tx, key)
  }
  const change = { deleted: collection.deleted, retentionDays }
  await audit(tx, { actor: actor.name, action: 'artifact.gc', subject: 'artifacts', change })
  return collection
}

function label({ name, version }: ArtifactKey): string {
  return `${name}@${version}`
}
