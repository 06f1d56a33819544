import type { Transaction } from '@portico/service-kit'
import { type ArtifactMetadata, describeManifest } from '../manifests/artifact-metadata.ts'

/** As long as a tab lives on its snapshot. */
const TAB_HOURS = 24

/** Where a version is met: by tenants, in tabs that are open, or by releases that may start. */
export type UsedIn = 'baseline' | 'release' | 'tab' | 'newest'

export interface CurrentApp
  extends Pick<ArtifactMetadata, 'name' | 'version' | 'declared' | 'consumed' | 'filled'> {
  places: UsedIn[]
}

interface Row {
  manifest: Record<string, unknown>
  places: UsedIn[]
}

/**
 * Versions of apps other than `name` that count: those of the baseline, of releases and of open tabs, and of each app the one that
 * was published last, which may be released next.
 */
export async function listCurrentApps(tx: Transaction, name: string): Promise<CurrentApp[]> {
  const rows = await tx.list<Row>(
    `with content (place, apps) as (
       (select 'baseline', baseline -> 'apps' from baseline_history order by revision desc limit 1)
       union all
       select 'release', overlay -> 'apps' from release where state in ('draft', 'gray')
       union all
       select 'tab', content -> 'apps' from snapshot where last_served_at > now() - make_interval(hours => $2)
     ), met (place, id) as (
       select content.place, artifact.id
       from content, jsonb_each_text(content.apps) app
       join artifact on artifact.name = app.key and artifact.version = app.value
       where artifact.kind = 'app'
       union
       select 'newest', max(id) from artifact where kind = 'app' group by name
     )
     select manifest, (select array_agg(distinct place order by place) from met where met.id = artifact.id) as places
     from artifact
     where name <> $1 and id in (select id from met)
     order by name, id`,
    [name, TAB_HOURS],
  )
  return rows.map(({ manifest, places }) => ({ ...describeManifest(manifest), places }))
}
