import type { ArtifactKey } from '@portico/artifact-store'
import type { Transaction } from '@portico/service-kit'
import { artifactProblems } from '../manifests/problems.ts'

interface DigestRow {
  digest: string
  published_at: Date
  published_by: string
}

/** Published is published, also after the artifact was deleted. Throws VERSION_EXISTS for other content. */
export async function requireSameContent(
  tx: Transaction,
  { name, version }: ArtifactKey,
  digest: string,
): Promise<void> {
  const known = await tx.find<DigestRow>(
    'select digest, published_at, published_by from artifact_digest where name = $1 and version = $2',
    [name, version],
  )
  if (known && known.digest !== digest) {
    throw versionExists({ name, version }, { by: known.published_by, at: known.published_at })
  }
}

/** Whether the version was ever here, also where it was deleted since. */
export async function wasHere(tx: Transaction, { name, version }: ArtifactKey): Promise<boolean> {
  const row = await tx.find(
    `select 1 from artifact where name = $1 and version = $2
     union all select 1 from artifact_digest where name = $1 and version = $2 limit 1`,
    [name, version],
  )
  return row !== null
}

/** From now on this version has this content for ever. */
export async function noteDigest(
  tx: Transaction,
  { name, version }: ArtifactKey,
  { digest, publishedBy }: { digest: string; publishedBy: string },
): Promise<void> {
  await tx.run(
    `insert into artifact_digest (name, version, digest, published_by) values ($1, $2, $3, $4)
     on conflict (name, version) do nothing`,
    [name, version, digest, publishedBy],
  )
}

/** Of each name the digest of its version; names of which nothing was ever published are left out. */
export async function readDigests(
  tx: Transaction,
  versions: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const rows = await tx.list<{ name: string; digest: string }>(
    `select w.name, coalesce(d.digest, a.digest) as digest
     from unnest($1::text[], $2::text[]) as w (name, version)
     left join artifact_digest d on d.name = w.name and d.version = w.version
     left join artifact a on a.name = w.name and a.version = w.version
     where coalesce(d.digest, a.digest) is not null order by w.name`,
    [Object.keys(versions), Object.values(versions)],
  )
  return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]))
}

export function versionExists({ name, version }: ArtifactKey, { by, at }: { by: string; at: Date }) {
  return artifactProblems.VERSION_EXISTS(
    `${name}@${version} was published with other content; give the build a new version.`,
    { name, version, publishedBy: by, publishedAt: at.toISOString() },
  )
}
