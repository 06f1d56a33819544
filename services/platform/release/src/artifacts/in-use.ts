import type { ArtifactKey } from '@portico/artifact-store'
import type { Transaction } from '@portico/service-kit'
import { artifactProblems } from '../manifests/problems.ts'

const KEPT_BASELINES = 20
/** Longer than any tab lives on its snapshot (24 h), so that "return to exactly this set" works for a month. */
const KEPT_SNAPSHOT_DAYS = 30
const MAX_NAMED = 20

/**
 * Every version something needs, as rows (by, name, version): the newest baselines, releases that begin or run, and
 * the snapshots tabs may live on.
 */
const USES = `
  with content (by, content) as (
    (select case when row_number() over (order by revision desc) = 1 then 'baseline' else 'baseline:' || revision end, baseline
     from baseline_history order by revision desc limit ${KEPT_BASELINES})
    union all
    select 'release:' || id, overlay from release where state in ('draft', 'gray')
    union all
    select 'snapshot:' || id, content from snapshot where last_served_at > now() - interval '${KEPT_SNAPSHOT_DAYS} days'
  ), use (by, name, version) as (
    select by, 'shell', content ->> 'shell' from content
    union all
    select by, key, value from content, jsonb_each_text(content -> 'apps')
    union all
    select by, key, value from content, jsonb_each_text(coalesce(content -> 'shared', '{}'))
  )`

/** Throws ARTIFACT_IN_USE with who needs it as `by`, such as `baseline`, `release:<id>`, `baseline:7`, `snapshot:<id>`. */
export async function requireUnused(tx: Transaction, { name, version }: ArtifactKey): Promise<void> {
  await keepOthersOut(tx)
  const rows = await tx.list<{ by: string }>(
    `${USES} select by from use where name = $1 and version = $2 order by by limit $3`,
    [name, version, MAX_NAMED],
  )
  if (rows.length === 0) return
  const by = rows.map(row => row.by)
  throw artifactProblems.ARTIFACT_IN_USE(`${name}@${version} is needed by ${by.join(', ')}.`, { by })
}

/** What nothing needs, published before `retentionDays` days and not the newest of its name. */
export async function listUnused(tx: Transaction, retentionDays: number): Promise<ArtifactKey[]> {
  await keepOthersOut(tx)
  return tx.list<ArtifactKey>(
    `${USES} select name, version from artifact a
     where published_at < now() - make_interval(days => $1)
       and exists (select 1 from artifact newer where newer.name = a.name and newer.id > a.id)
       and not exists (select 1 from use where use.name = a.name and use.version = a.version)
     order by name, id`,
    [retentionDays],
  )
}

/** The row every start and promotion changes: none of them begins to need a version that is being deleted. */
async function keepOthersOut(tx: Transaction): Promise<void> {
  await tx.run('select 1 from feed_state for update')
}
