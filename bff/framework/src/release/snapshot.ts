import { createHash } from 'node:crypto'
import type { Manifest } from '@portico/micro-app/manifest'
import type { SessionInfo, Snapshot, SnapshotApp } from '@portico/micro-app/page-state'
import type { ArtifactSet } from './artifact-set.ts'
import { artifactUrl } from './manifests.ts'

/** The id is made from the versions alone: who looks at it, and what he may see, does not change it. */
function snapshotId({ shell, apps, shared }: ArtifactSet): string {
  const versions = [...apps.values(), ...shared.values()].map(({ name, version }) => `${name}@${version}`)
  const content = [`shell@${shell.version}`, ...versions.sort()].join('\n')
  return createHash('sha256').update(content).digest('base64url').slice(0, 22)
}

/** The snapshot as one user sees it: menus he may use, apps that still have one. Nobody sees no apps. */
export function snapshotFor(session: SessionInfo | null, set: ArtifactSet): Snapshot {
  const permissions = new Set(session?.permissions)
  const visible = session ? Array.from(set.apps.values()).flatMap(app => visibleApp(app, permissions)) : []
  return { id: snapshotId(set), shell: set.shell.version, apps: Object.fromEntries(visible) }
}

function visibleApp(app: Manifest, permissions: ReadonlySet<string>): [string, SnapshotApp][] {
  const menu = app.menu.filter(({ permission }) => permission === undefined || permissions.has(permission))
  if (menu.length === 0 && app.menu.length > 0) return []
  // The operations are compiled into the app; the page has no use for their text.
  const manifest = { ...app, menu, operations: [] }
  return [[app.name, { url: artifactUrl(app.name, app.version), manifest }]]
}
