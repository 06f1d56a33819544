import type { Manifest } from '@portico/micro-app/manifest'
import type { SessionInfo, Snapshot, SnapshotApp } from '@portico/micro-app/page-state'
import type { ArtifactSet } from './artifact-set.ts'
import { artifactUrl } from './manifests.ts'
import type { SnapshotResolution } from './snapshot-resolution.ts'

/** The snapshot as one user sees it: menus the user may use, apps that still have one. Without a user: no apps. */
export function snapshotFor(
  session: SessionInfo | null,
  set: ArtifactSet,
  resolved: SnapshotResolution,
  token: string,
): Snapshot {
  const permissions = new Set(session?.permissions)
  const visible = session
    ? Array.from(set.apps.values()).flatMap(app => visibleApp(app, set, permissions))
    : []
  return {
    id: resolved.id,
    token,
    shell: set.shell.version,
    apps: Object.fromEntries(visible),
    services: resolved.content.services,
    releases: session ? [...resolved.releases] : [],
  }
}

function visibleApp(
  app: Manifest,
  { origin, fallbacks }: ArtifactSet,
  permissions: ReadonlySet<string>,
): [string, SnapshotApp][] {
  const shown = forPage(app, permissions)
  if (shown.menu.length === 0 && app.menu.length > 0) return []
  const fallback = fallbacks.get(app.name)
  const entry: SnapshotApp = { url: artifactUrl(origin, app.name, app.version), manifest: shown }
  if (!fallback) return [[app.name, entry]]
  const url = artifactUrl(origin, fallback.name, fallback.version)
  return [[app.name, { ...entry, fallback: { url, manifest: forPage(fallback, permissions) } }]]
}

/**
 * The operations are compiled into the app; the page has no use for their text. Of a frame the shell lets only its own pass. Of
 * declarations the shell needs events alone.
 */
function forPage(app: Manifest, permissions: ReadonlySet<string>): Manifest {
  const menu = app.menu.filter(({ permission }) => permission === undefined || permissions.has(permission))
  const { slots: _slots, consumes: _consumes, ...rest } = app
  return { ...rest, menu, operations: app.isolation === 'frame' ? app.operations : [] }
}
