import type { AddedPermission, AddedPermissions } from '@portico/identity-contract'
import { type AppPermission, parseManifest } from '@portico/micro-app/manifest'
import type { Database, Transaction } from '@portico/service-kit'
import { readFeedState } from '../store/feed-state.ts'

interface LiveApp {
  name: string
  manifest: Record<string, unknown>
}

/**
 * What the apps that any tenant is shown have added to the permissions, as the rules stand. What an app was only published with
 * gives no role anything. Of the baseline's version comes what a permission is; one that only a running release has is as that
 * release says, for without it the tenants of the release could not try it.
 */
export function readLivePermissions(database: Database): Promise<AddedPermissions> {
  return database.transaction({}, async tx => {
    await tx.run('set transaction isolation level repeatable read')
    const { revision } = await readFeedState(tx)
    const found = new Map<string, AddedPermission>()
    for (const app of await listLive(tx))
      for (const permission of permissionsOf(app))
        if (!found.has(permission.name)) found.set(permission.name, toAdded(app.name, permission))
    return { revision, items: [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1)) }
  })
}

/** Those of the baseline first, then those of running releases, the oldest first. */
function listLive(tx: Transaction): Promise<LiveApp[]> {
  return tx.list<LiveApp>(
    `with current as (
       select apps.key as name, apps.value as version, null::timestamptz as since
       from (select baseline from baseline_history order by revision desc limit 1) b, jsonb_each_text(b.baseline -> 'apps') apps
       union all
       select apps.key, apps.value, started_at from release, jsonb_each_text(overlay -> 'apps') apps where state = 'gray'
     )
     select a.name, a.manifest from current c join artifact a on a.name = c.name and a.version = c.version
     where a.kind = 'app' and a.manifest ? 'permissions' order by c.since nulls first, a.name`,
  )
}

/** None of a manifest that only an older release service would have taken. */
function permissionsOf({ manifest }: LiveApp): AppPermission[] {
  try {
    return parseManifest(JSON.stringify(manifest)).permissions ?? []
  } catch {
    return []
  }
}

function toAdded(app: string, { name, title, roles = [] }: AppPermission): AddedPermission {
  return { app, name, title, roles: [...roles] }
}
