import type { Transaction } from '@portico/service-kit'
import { type ArtifactMetadata, describeManifest } from '../manifests/artifact-metadata.ts'
import { LIVE_CONTENT, type UsedIn } from '../store/live-apps.ts'

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
    `with ${LIVE_CONTENT}, met (place, id) as (
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
    [name],
  )
  return rows.flatMap(({ manifest, places }) => {
    const metadata = describe(manifest)
    return metadata === null ? [] : [{ ...metadata, places }]
  })
}

/** Null: it was taken by rules of before, and must not keep others from publishing. */
function describe(manifest: Record<string, unknown>): ArtifactMetadata | null {
  try {
    return describeManifest(manifest)
  } catch {
    return null
  }
}
