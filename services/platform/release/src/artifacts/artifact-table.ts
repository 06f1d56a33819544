import type { ArtifactKey } from '@portico/artifact-store'
import type { Artifact, ArtifactDetails, ArtifactFile } from '@portico/release'
import { newId, type Transaction } from '@portico/service-kit'
import { type ArtifactMetadata, describeManifest } from '../manifests/artifact-metadata.ts'
import { digestOf } from '../manifests/file-facts.ts'
import { releaseProblems } from '../store/problems.ts'

export interface ArtifactRow {
  id: string
  name: string
  version: string
  kind: Artifact['kind']
  size_bytes: string
  file_count: number
  digest: string
  published_at: Date
  published_by: string
  is_local: boolean
}

interface ContentRow extends ArtifactRow {
  manifest: Record<string, unknown>
  files: ArtifactFile[]
}

export interface NewArtifact {
  metadata: ArtifactMetadata
  files: readonly ArtifactFile[]
  publishedBy: string
  isLocal: boolean
}

const COLUMNS =
  'id, name, version, kind, size_bytes, file_count, digest, published_at, published_by, is_local'

export async function findArtifact(
  tx: Transaction,
  { name, version }: ArtifactKey,
): Promise<ArtifactRow | null> {
  return tx.find<ArtifactRow>(`select ${COLUMNS} from artifact where name = $1 and version = $2`, [
    name,
    version,
  ])
}

/** Throws ARTIFACT_UNKNOWN. */
export async function getContent(tx: Transaction, { name, version }: ArtifactKey): Promise<ContentRow> {
  const row = await tx.find<ContentRow>(
    `select ${COLUMNS}, manifest, files from artifact where name = $1 and version = $2`,
    [name, version],
  )
  if (row) return row
  throw releaseProblems.ARTIFACT_UNKNOWN(`${name}@${version} was not published.`, { name, version })
}

/** Newest first, those before the id `before`. */
export async function listArtifacts(
  tx: Transaction,
  filter: { name?: string | undefined },
  { limit, before }: { limit: number; before: string | null },
): Promise<ArtifactRow[]> {
  return tx.list<ArtifactRow>(
    `select ${COLUMNS} from artifact
     where ($1::text is null or name = $1) and ($2::text is null or id < $2) order by id desc limit $3`,
    [filter.name ?? null, before, limit],
  )
}

export async function insertArtifact(tx: Transaction, artifact: NewArtifact): Promise<ArtifactRow> {
  const { metadata, publishedBy, isLocal } = artifact
  const files = artifact.files.map(({ path, sizeBytes, integrity }) => ({ path, sizeBytes, integrity }))
  return tx.get<ArtifactRow>(
    `insert into artifact
       (id, name, version, kind, size_bytes, file_count, digest, manifest, files, published_by, is_local)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning ${COLUMNS}`,
    [
      newId(),
      metadata.name,
      metadata.version,
      metadata.kind,
      files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      files.length,
      digestOf(files),
      JSON.stringify(metadata.manifest),
      JSON.stringify(files.sort((a, b) => (a.path < b.path ? -1 : 1))),
      publishedBy,
      isLocal,
    ],
  )
}

export async function deleteArtifact(tx: Transaction, { name, version }: ArtifactKey): Promise<void> {
  await tx.run('delete from artifact where name = $1 and version = $2', [name, version])
}

export function toArtifact(row: ArtifactRow): Artifact {
  return {
    name: row.name,
    version: row.version,
    kind: row.kind,
    sizeBytes: Number(row.size_bytes),
    fileCount: row.file_count,
    digest: row.digest,
    publishedAt: row.published_at.toISOString(),
    publishedBy: row.published_by,
    isLocal: row.is_local,
  }
}

export function toDetails(row: ContentRow): ArtifactDetails {
  const { title, base, requires, operations } = describeManifest(row.manifest)
  return {
    ...toArtifact(row),
    files: row.files,
    title,
    base,
    requires,
    operationCount: operations.length,
  }
}
