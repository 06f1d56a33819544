import type { ArtifactKey } from '@portico/artifact-store'
import type { Transaction } from '@portico/service-kit'

/**
 * Whether any tenant ever got this version: it stood in a baseline, in a release that was started, or in a snapshot
 * that was served. Files of all others are for those who may read what is not released yet.
 */
export async function wasReleased(tx: Transaction, { name, version }: ArtifactKey): Promise<boolean> {
  const { released } = await tx.get<{ released: boolean }>(
    `with content (content) as (
       select baseline from baseline_history
       union all select overlay from release where started_at is not null
       union all select content from snapshot
     )
     select exists (
       select 1 from content
       where content -> 'apps' ->> $1 = $2 or content -> 'shared' ->> $1 = $2
         or ($1 = 'shell' and content ->> 'shell' = $2)
     ) as released`,
    [name, version],
  )
  return released
}
